"""Other systems: keys for Open311, reports that go on to other servers, and webhooks."""
