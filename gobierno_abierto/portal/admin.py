"""The queue of the worker is not something to edit: what failed is in the log and tried again."""

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

admin.site.unregister(DBTaskResult)
