"""Numbers of measures as pages show them."""

from django import template

from actions.figures import show_figure

register = template.Library()
register.filter("figure", show_figure)
