from django import template
from django.forms import BoundField

register = template.Library()


@register.filter
def caja(campo: BoundField) -> str:
    """The box, without the label that allauth writes once more inside: pale, and gone as soon as
    one types."""
    return campo.as_widget(attrs={"placeholder": False})
