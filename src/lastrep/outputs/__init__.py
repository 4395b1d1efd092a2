"""What the user sees, hears and keeps: one file per output, none of which changes a judgement."""
