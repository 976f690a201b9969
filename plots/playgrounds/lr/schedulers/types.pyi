"""What the methods of a record take and return, for the type checker; no page loads it."""

from plots.pictures.annotations import Annotation
from plots.playgrounds import controls
from plots.playgrounds.lr import formulas, rates, room

Values = controls.Values
Path = controls.Path
Formulas = formulas.Formulas
Rates = rates.Rates
Room = room.Room

Controls = tuple[controls.Control, ...]
Part = tuple[Path, str, Values]  # a scheduler inside another: where it stands, its name, its values
Said = list[list[Annotation]]  # what belongs together is in one list
Helpers = list[tuple[list[float], Annotation]]  # curves, each with its name
