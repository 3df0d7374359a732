"""Triggers in migrations, without making every model anew after each.

A trigger hangs from a table: no model is different for it. Yet pgtrigger's own operations reload,
in the state of the migrations, the model and all that it is related to, which was two thirds of
what a first start took. Those that `makemigrations` writes work as well, only slower.
"""

from pgtrigger.migrations import AddTrigger, RemoveTrigger

__all__ = ["PonerDisparador", "QuitarDisparador"]


class PonerDisparador(AddTrigger):
    def state_forwards(self, app_label, state):
        opciones = state.models[app_label, self.model_name].options
        opciones["triggers"] = [*opciones.get("triggers", []), self.trigger]


class QuitarDisparador(RemoveTrigger):
    def state_forwards(self, app_label, state):
        opciones = state.models[app_label, self.model_name].options
        opciones["triggers"] = [d for d in opciones.get("triggers", []) if d.name != self.name]
