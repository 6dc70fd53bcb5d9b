"""Opens HTML reports in a headless Chromium, and looks at them as a browser sees them.

    browser.py CHROMIUM FOLDER [PICTURES]

Each page of FOLDER is looked at on a wide and on a narrow screen, light, dark and on paper. A line
of the output is a fault; the last one counts the pages that are as they should be, and the others.
With PICTURES, a folder, what the pages look like is kept there.
"""

import base64
import glob
import json
import os
import pathlib
import subprocess
import sys
import tempfile

# What the report is made of; anything else came out of somebody's name for a file.
ELEMENTS = ("html head meta title style body header main footer section h1 h2 p dl div dt dd ul li "
            "table caption thead tbody tr th td span b bdi code details summary").split()

STRUCTURE = """(() => {
    const faults = [];
    const check = (is_good, what) => { if (!is_good) faults.push(what); };
    const all = selector => [...document.querySelectorAll(selector)];
    const known = new Set(%s);
    for (const element of all('*')) {
        check(known.has(element.localName), 'there is an element ' + element.localName);
        for (const attribute of element.attributes)
            check(!/^on|^(src|href|style|srcdoc|action)$/.test(attribute.name),
                  'there is an attribute ' + attribute.name);
    }
    check(document.compatMode === 'CSS1Compat', 'it is shown in quirks mode');
    check(document.documentElement.lang === 'en', 'it names no language');
    check(document.title.includes('Trustmend'), 'it has no title');
    check(all('h1').length === 1, 'it has not one first heading');
    let level = 1;
    for (const heading of all('h1, h2, h3, h4')) {
        const next = Number(heading.localName[1]);
        check(next <= level + 1, 'the heading ' + heading.textContent + ' is out of order');
        level = next;
    }
    for (const part of ['header', 'main', 'footer'])
        check(all('body > ' + part).length === 1, 'it has not one ' + part);
    for (const section of all('section')) {
        const head = document.getElementById(section.getAttribute('aria-labelledby'));
        check(head && head.localName === 'h2', 'a section is not named by its heading');
    }
    const ids = all('[id]').map(element => element.id);
    check(new Set(ids).size === ids.length, 'an id is there twice');
    for (const table of all('table')) {
        const columns = table.querySelectorAll('thead th[scope=col]').length;
        check(table.caption && table.caption.textContent.trim(), 'a table has no caption');
        check(columns > 0, 'a table has no heads of columns');
        for (const row of table.tBodies[0].rows) {
            check(row.cells.length === columns, 'a row has another number of cells');
            check(row.querySelectorAll('th[scope=row]').length === 1, 'a row has no head');
        }
    }
    for (const state of all('.state'))
        check(/[a-z]/i.test(state.textContent), 'a state is shown by its colour only');
    for (const bold of all('b'))
        check(['What to do:', 'To be mended first:'].includes(bold.textContent),
              'somebody else prints bold');
    check(!/[\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\x01-\\x08\\x0b-\\x1f]/.test(document.body.textContent),
          'a character that is not seen is in the text');
    const style = getComputedStyle(document.querySelector('.outcome'));
    check(style.fontWeight === '600', 'the style is not applied');
    return faults;
})()""" % json.dumps(ELEMENTS)

# WCAG 2: the contrast of text with what is behind it; everything is shown first.
CONTRAST = """(() => {
    const faults = new Set();
    const parts = colour => {
        const found = colour.match(/[\\d.]+/g).map(Number);
        return found.length < 4 ? [...found, 1] : found;
    };
    const light = ([r, g, b]) => [r, g, b].map(part => part / 255)
        .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
    const over = (top, below) => top.slice(0, 3)
        .map((part, index) => part * top[3] + below[index] * (1 - top[3]));
    const paper = matchMedia('(prefers-color-scheme: dark)').matches &&
        !matchMedia('print').matches ? [0, 0, 0] : [255, 255, 255];
    const behind = element => element
        ? over(parts(getComputedStyle(element).backgroundColor), behind(element.parentElement))
        : paper;
    for (const details of document.querySelectorAll('details')) details.open = true;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const seen = new Map();
    let count = 0;
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim()) continue;
        const key = element.localName + '.' + element.className + '<' +
            element.parentElement.localName + '.' + element.parentElement.className + '<' +
            element.parentElement.parentElement.className;
        if (seen.has(key)) continue;
        seen.set(key, true);
        count++;
        const below = behind(element);
        const above = over(parts(getComputedStyle(element).color), below);
        const [bright, dark] = [light(above), light(below)].sort((a, b) => b - a);
        const ratio = (bright + 0.05) / (dark + 0.05);
        if (!(ratio >= 4.5)) faults.add('the contrast of ' + key + ' is ' + ratio.toFixed(2));
    }
    if (count < 5) faults.add('there is hardly a text');
    return [...faults];
})()"""

WIDTH = "document.documentElement.scrollWidth - innerWidth"

# The page's own policy keeps out what gets in all the same.
POLICY = """(() => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    const image = document.createElement('img');
    image.setAttribute('onerror', 'window.ran = true');
    document.body.append(image);
    image.dispatchEvent(new Event('error'));
    const styled = document.createElement('p');
    styled.setAttribute('style', 'color: rgb(1, 2, 3)');
    document.body.append(styled);
    return !window.ran && getComputedStyle(styled).color !== 'rgb(1, 2, 3)';
})()"""


class Browser:
    """A Chromium that is talked to by the DevTools protocol, over pipes."""

    def __init__(self, program, folder):
        to_read, self.to_write = os.pipe()
        self.to_read, to_write = os.pipe()
        # The protocol has its fixed places: 3 is read by the browser, 4 is written.
        command = f'exec "$0" "$@" 3<&{to_read} 4>&{to_write}'
        self.process = subprocess.Popen(
            ["bash", "-c", command, program, "--headless", "--no-sandbox", "--disable-gpu",
             "--no-first-run", "--disable-background-networking", "--disable-component-update",
             "--disable-sync", "--disable-dev-shm-usage", "--remote-debugging-pipe",
             f"--user-data-dir={folder}", "about:blank"],
            pass_fds=(to_read, to_write), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(to_write)
        self.buffer = b""
        self.number = 0
        self.session = None
        self.events = []

    def receive(self):
        while b"\0" not in self.buffer:
            more = os.read(self.to_read, 1 << 20)
            if not more:
                raise EOFError("the browser is gone")
            self.buffer += more
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to_write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def wait(self, method):
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self.receive())

    def evaluate(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"])
        return answer["result"]["value"]

    def open(self, address):
        self.session = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target,
                                 flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.call(f"{domain}.enable")
        self.events.clear()
        self.call("Page.navigate", url=address)
        self.wait("Page.loadEventFired")
        return target

    def close_page(self, target):
        self.session = None
        self.call("Target.closeTarget", targetId=target)

    def show(self, width, medium, scheme):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900,
                  deviceScaleFactor=1, mobile=False)
        self.call("Emulation.setEmulatedMedia", media=medium,
                  features=[{"name": "prefers-color-scheme", "value": scheme}])

    def quit(self):
        self.session = None
        self.call("Browser.close")
        self.process.wait(timeout=20)


def happened(events, address):
    """What a report must not do when it is opened."""
    for event in events:
        method, parameters = event.get("method", ""), event.get("params", {})
        if method == "Network.requestWillBeSent" and parameters["request"]["url"] != address:
            yield f"it asks for {parameters['request']['url']}"
        elif method == "Log.entryAdded":
            yield f"the console says: {parameters['entry']['text']}"
        elif method in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled",
                        "Page.javascriptDialogOpening"):
            yield f"a script runs: {method}"


def look_at(browser, address):
    faults = [f"{what}" for what in browser.evaluate(STRUCTURE)]
    for width, medium, scheme in ((1280, "screen", "light"), (1280, "screen", "dark"),
                                  (390, "screen", "light"), (390, "screen", "dark"),
                                  (794, "print", "dark")):
        browser.show(width, medium, scheme)
        where = f"{scheme}, {medium}, {width} wide: "
        faults += [where + what for what in browser.evaluate(CONTRAST)]
        if browser.evaluate(WIDTH) > 0:
            faults.append(where + "it is wider than the screen")
        if width == 390 and scheme == "light":
            tree = browser.call("Accessibility.getFullAXTree")["nodes"]
            roles = [node["role"]["value"] for node in tree if not node["ignored"]]
            for role, selector in (("table", "table"), ("row", "tr"), ("columnheader", "th[scope=col]"),
                                   ("rowheader", "th[scope=row]")):
                wanted = browser.evaluate(f"document.querySelectorAll('{selector}').length")
                if roles.count(role) != wanted:
                    faults.append(f"{where}a screen reader finds {roles.count(role)} of {wanted} "
                                  f"parts of tables: {role}")
    faults += happened(browser.events, address)
    if not browser.evaluate(POLICY):
        faults.append("its policy lets a script or a style in")
    return faults


def keep_pictures(browser, name, folder):
    for width, scheme in ((1280, "light"), (1280, "dark"), (390, "light")):
        browser.show(width, "screen", scheme)
        picture = browser.call("Page.captureScreenshot", captureBeyondViewport=False)["data"]
        pathlib.Path(folder, f"{name}-{width}-{scheme}.png").write_bytes(base64.b64decode(picture))
    browser.show(794, "", "light")
    paper = browser.call("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"]
    pathlib.Path(folder, f"{name}.pdf").write_bytes(base64.b64decode(paper))


def main():
    program, folder, pictures = sys.argv[1], sys.argv[2], sys.argv[3:]
    passed = failed = 0
    with tempfile.TemporaryDirectory() as profile:
        browser = Browser(program, profile)
        for path in sorted(glob.glob(os.path.join(folder, "*.html"))):
            address = pathlib.Path(path).absolute().as_uri()
            target = browser.open(address)
            if pictures:
                keep_pictures(browser, pathlib.Path(path).stem, pictures[0])
            faults = look_at(browser, address)
            for fault in sorted(set(faults))[:10]:
                print(f"  FAILED: {os.path.basename(path)}: {fault}")
            passed += not faults
            failed += bool(faults)
            browser.close_page(target)
        browser.quit()
    print(f"{passed} {failed}")


main()
