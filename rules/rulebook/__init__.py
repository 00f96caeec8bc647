"""The rules as data, and the page of the guide made from them."""
