"""The validation des acquis de l'expérience: the request, its notice, the commission that concludes on it."""
