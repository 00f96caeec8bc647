"""What every type is made with: bindings, identifiers, scalars, enums, inputs."""
