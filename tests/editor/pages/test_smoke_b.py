import pytest
from bot.accounts.roles import Role
from tests.editor.pages.site import *
async def test_smoke(site):
    anna = await site.writer()
    bo = await site.writer("bo", ("24",), Role.REVIEWER)
    for p in ("", "/verksamheter", "/verksamheter/ny/skriv", "/tackning", "/tank-om", "/in-ut"):
        r = await anna.goes("/redaktion"+p)
        print(p, r.status_code, len(r.text), r.elapsed)
        assert r.status_code == 200
    r = await anna.posts("/redaktion/verksamheter/ny/skriv", do="look", **BOXES)
    import re
    print(r.status_code, re.findall(r'class="fault.*?</span>', r.text), re.findall(r'id="spoken.*?</p>', r.text, re.S))
    id = await publish(site, anna, bo)
    print(id, bo.path, bo.page.status_code, re.findall(r'role="status">(.*?)<', bo.text))
    assert id in site.directory.snapshot.by_id
    await bo.goes("/redaktion/verksamheter/"+id)
    open("/tmp/s2/page.html","w").write(bo.text)
