"""What Django's and pgtrigger's operations of migrations do not do, or do slowly.

A trigger, a constraint or an index hangs from a table, and of the codes that a column admits the
database is told by a constraint: no column is different for any of them. For a table or a column
that is new, only its model is, and those it refers to. Yet the operations of both reload, in the
state of the migrations, all that a model is related to, however far: more than half of what a first
start took. Those that `makemigrations` writes work as well, only slower. A migration that runs
Python over models is to have theirs before it, or a model that is far may be there twice.
"""

from typing import Any

from django.db.migrations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    CreateModel,
    RemoveConstraint,
)
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

__all__ = [
    "CambiarCampo",
    "CambiarTextos",
    "PonerCampo",
    "PonerDisparador",
    "PonerIndice",
    "PonerModelo",
    "PonerRestriccion",
    "QuitarDisparador",
    "QuitarRestriccion",
    "RehacerGenerada",
]


def _con(estado: ProjectState, modelo: tuple[str, str], opcion: str, nuevo: Any) -> None:
    opciones = estado.models[modelo].options
    opciones[opcion] = [*opciones.get(opcion, []), nuevo]


def _sin(estado: ProjectState, modelo: tuple[str, str], opcion: str, nombre: str) -> None:
    opciones = estado.models[modelo].options
    opciones[opcion] = [esto for esto in opciones.get(opcion, []) if esto.name != nombre]


class PonerDisparador(AddTrigger):
    def state_forwards(self, app_label, state):
        _con(state, (app_label, self.model_name), "triggers", self.trigger)


class QuitarDisparador(RemoveTrigger):
    def state_forwards(self, app_label, state):
        _sin(state, (app_label, self.model_name), "triggers", self.name)


class PonerRestriccion(AddConstraint):
    def state_forwards(self, app_label, state):
        _con(state, (app_label, self.model_name_lower), "constraints", self.constraint)


class QuitarRestriccion(RemoveConstraint):
    def state_forwards(self, app_label, state):
        _sin(state, (app_label, self.model_name_lower), "constraints", self.name)


class PonerIndice(AddIndex):
    def state_forwards(self, app_label, state):
        _con(state, (app_label, self.model_name_lower), "indexes", self.index)


class _SoloVecinos(Operation):
    """Of what a model is related to, what it refers to is reloaded, and no further."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        recargar = state.reload_model

        def cerca(app_label: str, model_name: str, delay: bool = False) -> None:
            recargar(app_label, model_name, delay=True)

        state.reload_model = cerca  # type: ignore[method-assign]
        try:
            super().state_forwards(app_label, state)
        finally:
            del state.reload_model


class PonerModelo(_SoloVecinos, CreateModel):
    pass


class PonerCampo(_SoloVecinos, AddField):
    pass


class CambiarCampo(_SoloVecinos, AlterField):
    pass


class CambiarTextos(AlterField):
    """A column whose codes, name or help are others: nothing of them is in the database."""

    def state_forwards(self, app_label, state):
        state.models[app_label, self.model_name_lower].fields[self.name] = self.field

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        pass


class RehacerGenerada(CambiarCampo):
    """A generated column that is made of something else: Django alters none, so it goes, with its
    indexes, and comes back. Whatever else leans on it (a view) goes too, and does not."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        nuevo = to_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, nuevo):
            return
        viejo = from_state.apps.get_model(app_label, self.model_name)
        schema_editor.remove_field(viejo, viejo._meta.get_field(self.name))
        schema_editor.add_field(nuevo, nuevo._meta.get_field(self.name))
        for indice in nuevo._meta.indexes:
            if self.name in indice.fields:
                schema_editor.add_index(nuevo, indice)
