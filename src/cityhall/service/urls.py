"""Addresses of the service counter."""

from django.urls import path

from cityhall.service.views import (
    assisted,
    bodies,
    bulk,
    catalogue,
    desk,
    field,
    journey,
    listing,
    news,
    page,
    replies,
    routing,
    saved,
    shift,
    track,
)

urlpatterns = [
    # Everyone
    path("reports/", listing.request_list, name="request_list"),
    path("reports/map/", listing.request_map, name="request_map"),
    path("reports/<int:request_id>/", page.request_page, name="request"),
    path("reports/<int:request_id>/me-too/", page.me_too, name="me_too"),
    path("reports/<int:request_id>/answer/", page.answer, name="answer"),
    path("reports/<int:request_id>/solved/", page.solved, name="solved"),
    path("reports/<int:request_id>/not-solved/", page.not_solved, name="not_solved"),
    path("photos/<uuid:photo_id>/<slug:size>.jpg", page.photo, name="photo"),
    path("services/", journey.services, name="services"),
    path("report/", journey.start, name="report"),
    path("report/<str:token>/sent/", journey.sent, name="report_sent"),
    path("report/<str:token>/photo/<uuid:photo_id>/", journey.draft_photo, name="draft_photo"),
    path("report/<str:token>/<slug:step>/", journey.step, name="report_step"),
    path("track/", track.enter, name="track"),
    path("track/<str:code>/", track.show, name="tracked"),
    path("track/<str:code>/qr.svg", track.qr, name="track_qr"),
    path(
        "track/<str:code>/photo/<uuid:photo_id>-<slug:size>.jpg", track.photo, name="tracked_photo"
    ),
    path("track/<str:code>/news/", news.choose, name="tracked_news"),
    path("track/<str:code>/mine/", assisted.take_over, name="take_over"),
    path("track/<str:code>/<slug:verb>/", track.say, name="track_say"),
    # Officers
    path("desk/", desk.queue, name="desk"),
    path("desk/shift/", shift.until_the_end, name="shift"),
    path("desk/outside/", shift.with_others, name="outside"),
    path("desk/bulk/", bulk.bulk, name="desk_bulk"),
    path("desk/views/", saved.views, name="desk_views"),
    path("desk/<int:request_id>/", desk.case, name="case"),
    path("desk/<int:request_id>/here/", desk.here, name="case_here"),
    path("desk/<int:request_id>/outside/", bodies.hand_over, name="case_body"),
    path("desk/<int:request_id>/<slug:verb>/", desk.act, name="case_act"),
    path("assisted/", assisted.start, name="assisted"),
    path("assisted/<str:token>/me-too/<int:request_id>/", assisted.me_too, name="assisted_me_too"),
    # In the street
    path("field/", field.field, name="field"),
    path("field/worker.js", field.worker, name="field_worker"),
    path("field/<int:request_id>/outcome/", field.outcome, name="field_outcome"),
    # Administrators
    path("manage/replies/", replies.replies, name="manage_replies"),
    path("manage/replies/new/", replies.new_reply, name="new_reply"),
    path("manage/replies/<int:template_id>/", replies.edit_reply, name="edit_reply"),
    path("manage/services/", catalogue.services, name="manage_services"),
    path("manage/services/new/", catalogue.new_service, name="new_service"),
    path("manage/services/<slug:code>/", catalogue.edit_service, name="edit_service"),
    path("manage/routing/", routing.rules, name="manage_routing"),
    path("manage/routing/new/", routing.new_rule, name="new_rule"),
    path("manage/routing/trial/", routing.trial, name="routing_trial"),
    path("manage/routing/<int:number>/", routing.edit_rule, name="edit_rule"),
    path("manage/bodies/", bodies.bodies, name="manage_bodies"),
    path("manage/bodies/<slug:code>/", bodies.edit_body, name="edit_body"),
    # Bodies outside the city
    path("answer/<int:handover_id>/<slug:key>/", bodies.answer, name="body_answer"),
]
