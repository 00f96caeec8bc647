"""Why: the regulation as code. Pure: no input or output, no clock, no framework."""
