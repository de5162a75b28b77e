"""Addresses of this counter: Open311, the description of our JSON, and pages of the city office."""

from django.urls import path

from cityhall.partners.open311 import views as open311
from cityhall.partners.views import desk, developers, manage, servers, webhooks

urlpatterns = [
    path("open311/discovery.<slug:form>", open311.discovery, name="open311_discovery"),
    path("open311/v2/services.<slug:form>", open311.services, name="open311_services"),
    path(
        "open311/v2/services/<str:code>.<slug:form>", open311.definition, name="open311_definition"
    ),
    path("open311/v2/requests.<slug:form>", open311.requests, name="open311_requests"),
    path(
        "open311/v2/requests/<str:number>.<slug:form>",
        open311.one_request,
        name="open311_request",
    ),
    path("open311/v2/tokens/<str:token>.<slug:form>", open311.token, name="open311_token"),
    path("open311/v2/servicerequestupdates.<slug:form>", open311.updates, name="open311_updates"),
    path("open311/v2/<path:rest>", open311.nowhere, name="open311_elsewhere"),
    path("developers/", developers.developers, name="developers"),
    path("api/openapi.json", developers.description, name="openapi"),
    # The desk
    path("desk/<int:request_id>/outside/send/", desk.send_on, name="send_on"),
    # The city office
    path("manage/partners/", manage.index, name="manage_partners"),
    path("manage/partners/keys/new/", manage.new_key, name="new_key"),
    path("manage/partners/keys/<slug:code>/", manage.key, name="manage_key"),
    path("manage/partners/keys/<slug:code>/revoke/", manage.revoke_key, name="revoke_key"),
    path("manage/partners/servers/new/", servers.new_server, name="new_server"),
    path("manage/partners/servers/<slug:code>/", servers.server, name="manage_server"),
    path(
        "manage/partners/forwardings/<int:forwarding_id>/",
        servers.decide,
        name="decide_forwarding",
    ),
    path("manage/partners/webhooks/new/", webhooks.new_webhook, name="new_webhook"),
    path("manage/partners/webhooks/<int:number>/", webhooks.webhook, name="manage_webhook"),
    path(
        "manage/partners/webhooks/<int:number>/replay/<int:delivery_id>/",
        webhooks.replay,
        name="replay_delivery",
    ),
]
