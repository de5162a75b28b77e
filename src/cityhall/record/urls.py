"""Addresses of the record; those of its files are C2SP tlog-tiles under the prefix /record."""

from django.urls import path

from cityhall.record.views import files, office, reading

urlpatterns = [
    path("record/", reading.index, name="record"),
    path("record/how/", reading.how, name="record_how"),
    path("record/<int:position>/", reading.entry, name="record_entry"),
    path("record/<int:position>/proof", files.proof, name="record_proof"),
    path("record/checkpoint", files.checkpoint, name="record_checkpoint"),
    path("record/tile/<path:path>", files.tile, name="record_tile"),
    path("record/entries/<int:number>", files.entries, name="record_entries"),
    path("record/keys", files.keys, name="record_keys"),
    path("record/divan_verify.py", files.verifier, name="record_verifier"),
    path("manage/record/<int:position>/", office.withhold, name="record_withhold"),
    path("manage/record/witnesses/", office.witnesses, name="record_witnesses"),
]
