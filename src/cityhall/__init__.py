"""The building: a Django site where residents and officials meet. The laws are in `divan`."""
