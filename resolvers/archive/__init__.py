"""What happens to archives: destroyed at their term, and destroyed again after the restore of an old export."""
