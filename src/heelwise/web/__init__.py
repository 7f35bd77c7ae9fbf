"""The page in the browser: a Django project of one app.

Lives here: settings, the store (profile and last question), the form, the one page, its charts, the server.
Does not live here: any formula about bodies, shoes or loads. Those come from `heelwise.explain`, which the
command line calls too; this room stores, draws and translates.
"""

from __future__ import annotations
