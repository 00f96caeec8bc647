"""What every operation needs: the context of a request, mutations, pages, errors."""
