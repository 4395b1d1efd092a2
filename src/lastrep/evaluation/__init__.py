"""How well lastrep does on recordings whose truth somebody wrote down."""
