"""Long work that outlives a request: queued in the store, run by threads of the service, resumed after a restart."""
