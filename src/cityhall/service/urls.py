"""Addresses of the service counter."""

from django.urls import path

from cityhall.service.views import catalogue, desk, journey, listing, page, track

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
    path("track/<str:code>/<slug:verb>/", track.say, name="track_say"),
    # Officers
    path("desk/", desk.queue, name="desk"),
    path("desk/<int:request_id>/", desk.case, name="case"),
    path("desk/<int:request_id>/<slug:verb>/", desk.act, name="case_act"),
    # Administrators
    path("manage/services/", catalogue.services, name="manage_services"),
    path("manage/services/new/", catalogue.new_service, name="new_service"),
    path("manage/services/<slug:code>/", catalogue.edit_service, name="edit_service"),
]
