"""What Django's and pgtrigger's operations of migrations do not do, or do slowly.

A trigger hangs from a table: no model is different for it. Yet pgtrigger's own operations reload,
in the state of the migrations, the model and all that it is related to, which was two thirds of
what a first start took. Those that `makemigrations` writes work as well, only slower.
"""

from django.db.migrations import AlterField
from pgtrigger.migrations import AddTrigger, RemoveTrigger

__all__ = ["PonerDisparador", "QuitarDisparador", "RehacerGenerada"]


class PonerDisparador(AddTrigger):
    def state_forwards(self, app_label, state):
        opciones = state.models[app_label, self.model_name].options
        opciones["triggers"] = [*opciones.get("triggers", []), self.trigger]


class QuitarDisparador(RemoveTrigger):
    def state_forwards(self, app_label, state):
        opciones = state.models[app_label, self.model_name].options
        opciones["triggers"] = [d for d in opciones.get("triggers", []) if d.name != self.name]


class RehacerGenerada(AlterField):
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
