"""Who runs the operations of a life, by the names that its rows use."""

from rules.access.viewer import Role

CENTRE = frozenset({Role.CENTRE})
GTP = frozenset({Role.GTP})
OPENING = frozenset({Role.CENTRE, Role.GTP})
"""Who opens a dossier: the exam centre, or the GTP for a paper file that it takes over (INS-10)."""
PRESIDED = frozenset({Role.CENTRE, Role.JURY_PRESIDENT})
"""What the president of a jury does, or the centre from the signed paper."""
SUBMITTING = frozenset({Role.RESOURCE_CENTRE, Role.GTP})
APPLYING = frozenset({Role.CENTRE, Role.CANDIDATE, Role.ADVISER})
"""Who brings what a request of VAE holds: the centre, the candidate, or an adviser under a mandate (PRD-03)."""
MANDATING = frozenset({Role.CENTRE, Role.CANDIDATE})
CORRECTING = frozenset({Role.CENTRE, Role.GTP, Role.CANDIDATE})
"""Who corrects a person: the centre that holds them, the GTP, themself for their contact (PRD-05)."""
ISSUING = frozenset({Role.CENTRE, Role.GTP, Role.RESOURCE_CENTRE})
"""Who prints papers: of people and sessions the exam centre and the GTP, of a référentiel its centre too."""
