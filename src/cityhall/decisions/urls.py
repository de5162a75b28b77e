"""Addresses of the counter of decisions."""

from django.urls import path

from cityhall.decisions.views import (
    advise,
    charter,
    circles,
    delegations,
    filing,
    listing,
    matter,
    nodes,
    seats,
    studio,
)

urlpatterns = [
    path("decisions/", listing.matters, name="matters"),
    path("decisions/inbox/", listing.inbox, name="decisions_inbox"),
    path("decisions/delegations/", delegations.page, name="delegations"),
    path("decisions/charter/", charter.charter, name="charter"),
    path("decisions/charter/<int:number>.yaml", charter.text, name="charter_text"),
    path("decisions/charter/<str:name>.svg", charter.picture, name="charter_picture"),
    path("decisions/new/", filing.kinds, name="new_matter"),
    path("decisions/new/<str:kind>/", filing.new, name="new_matter_of"),
    # Organisations that come together for one matter; before the verbs of a matter
    path("decisions/nodes/", nodes.listed, name="nodes"),
    path("decisions/nodes/new/", nodes.new, name="new_node"),
    path("decisions/nodes/<int:node_id>/", nodes.page, name="node"),
    path("decisions/<int:matter_id>/circle/", circles.call, name="call_circle"),
    path("decisions/circles/<int:circle_id>/", circles.page, name="circle"),
    path("decisions/circles/<int:circle_id>/<slug:verb>/", circles.act, name="circle_act"),
    path("decisions/<int:matter_id>/", matter.page, name="matter"),
    path("decisions/<int:matter_id>/replay.json", matter.replay, name="matter_replay"),
    path("decisions/<int:matter_id>/way.svg", matter.way, name="matter_way"),
    path("decisions/<int:matter_id>/<slug:verb>/", matter.act, name="matter_act"),
    # Charters in the city office, and how to choose one
    path("manage/charter/", studio.studio, name="manage_charter"),
    path("manage/charter/seats/", seats.seats, name="charter_seats"),
    path("manage/charter/seats/<slug:body>/", seats.body, name="charter_body"),
    path("decisions/advise/", advise.advise, name="charter_advise"),
]
