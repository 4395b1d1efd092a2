"""Which exercise a movement is, or that it is none: small networks that know imagined lifters."""
