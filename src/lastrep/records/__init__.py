"""Frozen records that flow through lastrep: values only, no behaviour beyond reading them."""
