"use strict";

(() => {
  const LANES = ["COUNTER", "ROUTINE", "BULK"];
  const WINDOW = 10 * 60 * 1000;
  const PERIOD = 1000;
  /** Two samples further apart than this have a gap between them. */
  const GAP = 5000;
  const texts = document.body.dataset;
  const language = document.documentElement.lang;
  const whole = new Intl.NumberFormat(language);
  const oneDigit = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  /** Whoever looks at this page speaks by telephone with people in Japan: it tells their time, wherever the browser is. */
  const inJapan = (parts) => new Intl.DateTimeFormat(language, { ...parts, hourCycle: "h23", timeZone: "Asia/Tokyo" });
  const timeOfDay = inJapan({ hour: "2-digit", minute: "2-digit" });
  const timeWithSeconds = inJapan({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const dayAndTime = inJapan({ month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });
  const dayOnly = inJapan({ year: "numeric", month: "numeric", day: "numeric" });
  const zonedTime = { format: (at) => timeWithSeconds.format(at) + " JST" };
  const byId = (id) => document.getElementById(id);

  let samples = [];
  let latest = null;

  const laneText = (lane) => texts[lane.toLowerCase()];
  const rateText = (rate) => (rate < 0.05 ? "0" : oneDigit.format(rate));

  function ageText(seconds) {
    const gap = language === "ja" ? "" : " ";
    const part = (value, unit) => whole.format(value) + gap + unit;
    const parts = (value, unit, rest, smaller) => part(value, unit) + gap + part(rest, smaller);
    const s = Math.floor(seconds);
    if (s < 60) return part(s, texts.second);
    if (s < 3600) return parts(Math.floor(s / 60), texts.minute, s % 60, texts.second);
    if (s < 86400) return parts(Math.floor(s / 3600), texts.hour, Math.floor((s % 3600) / 60), texts.minute);
    return parts(Math.floor(s / 86400), texts.day, Math.floor((s % 86400) / 3600), texts.hour);
  }

  /** A sample as the platform sends it: time, then depth, oldest age and rate of each lane. */
  function read(numbers) {
    const sample = { at: numbers[0] };
    LANES.forEach((lane, i) => {
      sample[lane] = { depth: numbers[1 + 3 * i], oldest: numbers[2 + 3 * i], rate: numbers[3 + 3 * i] };
    });
    return sample;
  }

  function remember(sample) {
    if (samples.length === 0 || sample.at > samples[samples.length - 1].at) samples.push(sample);
    const first = samples[samples.length - 1].at - WINDOW;
    samples = samples.filter((each) => each.at >= first);
  }

  function setText(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  /** Anything but live means that the figures on the screen, if any, are old: then says of when they are. */
  function showStatus(state, text) {
    const stale = state !== "live" && samples.length > 0;
    const asOf = stale ? " · " + texts.asof + " " + zonedTime.format(samples[samples.length - 1].at) : "";
    byId("status").dataset.state = state;
    byId("figures").classList.toggle("stale", stale);
    setText(byId("status-text"), text + asOf);
  }

  /** A moment as people say it: the time, and the day unless it is today's. */
  function momentText(at, now) {
    return dayOnly.format(at) === dayOnly.format(now) ? timeWithSeconds.format(at) : dayAndTime.format(at);
  }

  const shown = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const ails = (component) => component.state === "DOWN" || component.state === "DEGRADED";
  const stateText = (component) => texts["state" + component.state[0] + component.state.slice(1).toLowerCase()];

  /** Everything that ails, by cause, with what to do. */
  function showCauses(components, now) {
    const items = components.filter(ails).map((component) => {
      const item = html("li");
      item.dataset.state = component.state;
      const since = momentText(component.since, now) + " (" + ageText((now - component.since) / 1000) + ")";
      item.append(
        html("b", "", component.label), " ", html("span", "badge", stateText(component)), " ",
        html("span", "since", since), " ", html("code", "", component.cause ?? ""),
        html("span", "advice", component.advice),
      );
      return item;
    });
    replaceIfOther(byId("causes"), items);
  }

  function replaceIfOther(list, items) {
    const same = items.length === list.children.length && items.every((item, i) => item.isEqualNode(list.children[i]));
    if (!same) list.replaceChildren(...items);
  }

  function showSituation(level, lines) {
    byId("situation").dataset.level = level;
    setText(byId("situation-word"), texts["situation" + level[0] + level.slice(1).toLowerCase()]);
    setText(byId("situation-text"), lines.filter((line) => line).join(" "));
    const title = byId("title").textContent;
    document.title = level === "GOOD" ? title : texts["situation" + level[0] + level.slice(1).toLowerCase()] + " · " + title;
  }

  function judge(now) {
    const counter = now.sample ? read(now.sample).COUNTER : { depth: 0, oldest: 0 };
    const waits = now.counterWaits ? shown(texts.waits, { depth: whole.format(counter.depth), oldest: ageText(counter.oldest) }) : "";
    const found = now.components.some(ails);
    const verdict = waits || (now.fresh || found ? texts["text" + now.level[0] + now.level.slice(1).toLowerCase()] : "");
    showSituation(now.level, [verdict, now.fresh ? "" : texts.textBlind, waits && !found ? texts.causeUnknown : ""]);
    showCauses(now.components, now.at);
  }

  function newComponentRow() {
    const row = html("tr");
    const name = html("th");
    name.scope = "row";
    name.append(html("span", "kind"), html("span", "label"));
    const state = html("td");
    state.append(html("span", "badge"));
    row.append(name, state, html("td", "since"), html("td", "cause"));
    return named(row, [2, 3], "components");
  }

  function showComponents(components, now) {
    const body = byId("components");
    while (body.children.length > components.length) body.lastChild.remove();
    while (body.children.length < components.length) body.append(newComponentRow());
    components.forEach((component, i) => {
      const row = body.children[i];
      row.dataset.state = component.state;
      row.dataset.name = component.name;
      const [name, state, since, cause] = row.children;
      setText(name.firstChild, texts["kind" + component.kind[0] + component.kind.slice(1).toLowerCase()]);
      setText(name.lastChild, component.label);
      setText(state.firstChild, stateText(component));
      setText(since, component.state === "UNKNOWN" ? "–" : momentText(component.since, now) + " (" + ageText((now - component.since) / 1000) + ")");
      setText(cause, component.cause ? component.cause + " · " + momentText(component.failedAt, now) : "–");
    });
  }

  function showLanes(sample) {
    for (const card of document.querySelectorAll(".lane")) {
      const figures = sample[card.dataset.lane];
      setText(card.querySelector("[data-figure=depth]"), whole.format(figures.depth));
      setText(card.querySelector("[data-figure=oldest]"), figures.depth === 0 ? "–" : ageText(figures.oldest));
      setText(card.querySelector("[data-figure=rate]"), rateText(figures.rate));
    }
  }

  function html(name, className, text) {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  /** On a telephone the head of a table is not seen, and rows are no rows for the browser: cells carry the names. */
  function named(row, labelled, body) {
    const headings = [...byId(body).closest("table").querySelectorAll("thead th")].map((head) => head.textContent.trim());
    row.setAttribute("role", "row");
    [...row.children].forEach((cell) => cell.setAttribute("role", cell.tagName === "TH" ? "rowheader" : "cell"));
    labelled.forEach((i) => { row.children[i].dataset.label = headings[i]; });
    return row;
  }

  function newRow() {
    const row = html("tr");
    const tenant = html("th");
    tenant.scope = "row";
    const lane = html("td");
    lane.append(html("span", "key"), html("span"));
    row.append(tenant, html("td"), lane, html("td", "number depth"), html("td", "number"), html("td", "number"));
    return named(row, [3, 4, 5], "rows");
  }

  function showRow(row, queue) {
    row.className = queue.depth > 0 ? "busy" : "idle";
    row.dataset.lane = queue.lane;
    const [tenant, direction, lane, depth, oldest, rate] = row.children;
    setText(tenant, queue.name ? queue.name + " " + queue.tenant : queue.tenant);
    setText(direction, texts[queue.direction.toLowerCase()]);
    setText(lane.lastChild, laneText(queue.lane));
    setText(depth, whole.format(queue.depth));
    setText(oldest, queue.depth === 0 ? "–" : ageText(queue.oldest));
    setText(rate, rateText(queue.rate));
  }

  function showQueues() {
    if (latest === null) return;
    const busyOnly = byId("busy").checked;
    const queues = latest.queues.filter((queue) => !busyOnly || queue.depth > 0);
    const body = byId("rows");
    if (queues.length === 0) {
      const cell = html("td", "none", byId("search").value.trim() && latest.queues.length === 0 ? texts.nobody : texts.none);
      cell.colSpan = 6;
      const row = html("tr");
      row.append(cell);
      body.replaceChildren(row);
    } else {
      if (body.querySelector(".none")) body.replaceChildren();
      while (body.children.length > queues.length) body.lastChild.remove();
      while (body.children.length < queues.length) body.append(newRow());
      queues.forEach((queue, i) => showRow(body.children[i], queue));
    }
    setText(byId("tenants"), whole.format(latest.tenants));
    setText(byId("waiting-tenants"), whole.format(latest.waitingTenants));
    byId("busiest").hidden = latest.omitted === 0 || byId("search").value.trim() !== "";
    byId("omitted").hidden = latest.omitted === 0;
    setText(byId("omitted"), whole.format(latest.omitted) + " " + texts.omitted);
  }

  // Charts

  const SVG = "http://www.w3.org/2000/svg";
  const MARGIN = { left: 52, right: 76, top: 12, bottom: 26 };

  function svg(name, attributes, text) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text !== undefined) element.textContent = text;
    return element;
  }

  /** Zero has a place on this scale, and so has ten thousand. */
  const logarithmic = {
    of: (value) => Math.log10(1 + value),
    ticks(largest) {
      const ticks = [0];
      for (let tick = 1; tick < 10 * Math.max(10, largest); tick *= 10) ticks.push(tick);
      return ticks;
    },
  };

  const linear = {
    of: (value) => value,
    ticks(largest) {
      const rough = Math.max(largest, 4) / 4;
      const power = 10 ** Math.floor(Math.log10(rough));
      const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough);
      const ticks = [0];
      while (ticks[ticks.length - 1] < largest || ticks.length < 3) ticks.push(ticks.length * step);
      return ticks;
    },
  };

  const MINUTE = 60;

  /** Where a key leads from the sample with index `at` of `count`; nothing for other keys. */
  function step(key, at, count) {
    const target = {
      ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1,
      PageDown: at - MINUTE, PageUp: at + MINUTE, Home: 0, End: count - 1,
    }[key];
    return target === undefined ? undefined : Math.min(Math.max(target, 0), count - 1);
  }

  class Chart {
    constructor(id, figure, scale, format) {
      this.root = byId(id);
      this.figure = figure;
      this.scale = scale;
      this.format = format;
      this.pointer = null;
      /** The time of the sample that keys have led to. */
      this.cursor = null;
      this.root.addEventListener("pointermove", (event) => this.point(event));
      this.root.addEventListener("pointerleave", () => this.point(null));
      this.root.addEventListener("keydown", (event) => this.press(event));
      this.root.addEventListener("focus", () => this.moveTo(samples.length - 1));
      this.root.addEventListener("blur", () => this.moveTo(-1));
    }

    point(event) {
      this.pointer = event === null ? null : event.clientX - this.root.getBoundingClientRect().left;
      this.draw();
    }

    press(event) {
      const at = samples.findIndex((sample) => sample.at >= this.cursor);
      const next = step(event.key, at, samples.length);
      if (next === undefined) return;
      event.preventDefault();
      this.moveTo(next);
    }

    moveTo(index) {
      this.cursor = index < 0 ? null : samples[index].at;
      this.draw();
    }

    /** The sample under the pointer, else the one that keys have led to. */
    chosen() {
      if (this.pointer !== null) {
        return samples.reduce((best, sample) =>
          Math.abs(this.x(sample.at) - this.pointer) < Math.abs(this.x(best.at) - this.pointer) ? sample : best);
      }
      return this.cursor === null ? undefined : samples.find((sample) => sample.at >= this.cursor);
    }

    /** For whoever hears the chart; changes only when the cursor moves, for each change is read out. */
    say() {
      const sample = samples.find((each) => each.at >= this.cursor && this.cursor !== null) ?? samples[samples.length - 1];
      const values = LANES.map((lane) => laneText(lane) + " " + this.format(sample[lane][this.figure]));
      const attributes = {
        "aria-valuemin": 0,
        "aria-valuemax": samples.length - 1,
        "aria-valuenow": samples.indexOf(sample),
        "aria-valuetext": [zonedTime.format(sample.at), ...values].join(", "),
      };
      for (const [key, value] of Object.entries(attributes)) this.root.setAttribute(key, value);
    }

    draw() {
      const box = this.root.getBoundingClientRect();
      if (box.width < 200) return;
      this.width = box.width;
      this.height = box.height;
      this.root.setAttribute("viewBox", "0 0 " + box.width + " " + box.height);
      const parts = [];
      if (samples.length < 2) {
        parts.push(svg("text", { x: box.width / 2, y: box.height / 2, "text-anchor": "middle" }, texts.empty));
      } else {
        this.end = samples[samples.length - 1].at;
        const largest = Math.max(...samples.map((sample) => Math.max(...LANES.map((lane) => sample[lane][this.figure]))));
        const ticks = this.scale.ticks(largest);
        this.top = this.scale.of(ticks[ticks.length - 1]);
        parts.push(...this.valueAxis(ticks), ...this.timeAxis());
        LANES.forEach((lane) => parts.push(svg("path", { class: "line", "data-lane": lane, d: this.path(lane) })));
        parts.push(...this.ends());
        const chosen = this.chosen();
        if (chosen) parts.push(...this.told(chosen));
        this.say();
      }
      this.root.replaceChildren(...parts);
    }

    x(at) {
      return MARGIN.left + (1 - (this.end - at) / WINDOW) * (this.width - MARGIN.left - MARGIN.right);
    }

    y(value) {
      return this.height - MARGIN.bottom - (this.scale.of(value) / this.top) * (this.height - MARGIN.top - MARGIN.bottom);
    }

    valueAxis(ticks) {
      const apart = (tick, i) => i === 0 || this.y(ticks[0]) - this.y(tick) >= 14;
      return ticks.filter(apart).flatMap((tick) => [
        svg("line", {
          class: tick === 0 ? "axis" : "grid",
          x1: MARGIN.left, x2: this.width - MARGIN.right, y1: this.y(tick), y2: this.y(tick),
        }),
        svg("text", { x: MARGIN.left - 8, y: this.y(tick) + 4, "text-anchor": "end" }, whole.format(tick)),
      ]);
    }

    timeAxis() {
      const parts = [];
      const step = (this.width < 520 ? 5 : 2) * 60 * 1000;
      const first = Math.ceil((this.end - WINDOW) / step) * step;
      for (let at = first; at <= this.end; at += step) {
        parts.push(
          svg("line", { class: "axis", x1: this.x(at), x2: this.x(at), y1: this.height - MARGIN.bottom, y2: this.height - MARGIN.bottom + 4 }),
          svg("text", { x: this.x(at), y: this.height - 6, "text-anchor": "middle" }, timeOfDay.format(at)),
        );
      }
      return parts;
    }

    path(lane) {
      let d = "";
      let before = -Infinity;
      for (const sample of samples) {
        d += (sample.at - before > GAP ? "M" : "L") + this.x(sample.at).toFixed(1) + " " + this.y(sample[lane][this.figure]).toFixed(1);
        before = sample.at;
      }
      return d;
    }

    /** Each line's name at its end, moved apart where the lines meet. */
    ends() {
      const last = samples[samples.length - 1];
      const names = LANES.map((lane) => ({ lane, at: this.y(last[lane][this.figure]) }));
      names.sort((a, b) => a.at - b.at);
      const lowest = this.height - MARGIN.bottom;
      names.forEach((name, i) => {
        name.y = i === 0 ? Math.max(name.at, MARGIN.top) : Math.max(name.at, names[i - 1].y + 16);
      });
      for (let i = names.length - 1, limit = lowest; i >= 0; i--, limit -= 16) names[i].y = Math.min(names[i].y, limit);
      return names.flatMap((name) => [
        svg("circle", { class: "end", "data-lane": name.lane, cx: this.x(last.at), cy: name.at, r: 3 }),
        svg("text", { class: "name", "data-lane": name.lane, x: this.x(last.at) + 10, y: name.y + 4 }, laneText(name.lane)),
      ]);
    }

    /** The values of one sample. */
    told(nearest) {
      const x = this.x(nearest.at);
      const width = 148;
      const left = x + 12 + width > this.width - MARGIN.right ? Math.max(0, x - 12 - width) : x + 12;
      const parts = [
        svg("line", { class: "hair", x1: x, x2: x, y1: MARGIN.top, y2: this.height - MARGIN.bottom }),
        svg("rect", { class: "label", x: left, y: MARGIN.top, width, height: 78, rx: 6 }),
        svg("text", { x: left + 10, y: MARGIN.top + 18 }, zonedTime.format(nearest.at)),
      ];
      LANES.forEach((lane, i) => {
        const y = MARGIN.top + 36 + 17 * i;
        parts.push(
          svg("text", { class: "name", "data-lane": lane, x: left + 10, y }, laneText(lane)),
          svg("text", { class: "told", x: left + width - 10, y, "text-anchor": "end" }, this.format(nearest[lane][this.figure])),
        );
      });
      return parts;
    }
  }

  const charts = [
    new Chart("chart-depth", "depth", logarithmic, whole.format),
    new Chart("chart-rate", "rate", linear, rateText),
  ];
  const drawCharts = () => charts.forEach((chart) => chart.draw());

  // The figures, once a second

  async function fetchJson(path) {
    const response = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(5000) });
    if (response.status === 401) location.reload();
    if (!response.ok) throw new Error("status " + response.status);
    return response.json();
  }

  async function look() {
    const sought = byId("search").value.trim();
    const answer = await fetchJson("/console/now?lang=" + language + "&search=" + encodeURIComponent(sought));
    if (byId("search").value.trim() !== sought) return;
    latest = answer;
    judge(latest);
    showComponents(latest.components, latest.at);
    setText(byId("permission-list"), latest.permissionList ? shown(texts.list, latest.permissionList) : texts.listNone);
    if (latest.sample) {
      const sample = read(latest.sample);
      remember(sample);
      showLanes(sample);
    }
    setText(byId("clock"), zonedTime.format(latest.at));
    showQueues();
    drawCharts();
    showStatus(latest.fresh ? "live" : "bad", latest.fresh ? texts.live : texts.blind);
  }

  async function lookBack() {
    (await fetchJson("/console/history")).samples.map(read).forEach(remember);
  }

  async function watch() {
    let remembered = false;
    for (;;) {
      const begun = performance.now();
      if (document.visibilityState === "visible") {
        try {
          if (!remembered) {
            samples = [];
            await lookBack();
            remembered = true;
          }
          await look();
        } catch {
          showStatus("bad", texts.lost);
          showSituation("BAD", [texts.textLost]);
        }
      } else {
        remembered = false;
      }
      await new Promise((next) => setTimeout(next, Math.max(100, PERIOD - (performance.now() - begun))));
    }
  }

  byId("busy").addEventListener("change", showQueues);
  byId("search").addEventListener("input", () => look().catch(() => showStatus("bad", texts.lost)));
  window.addEventListener("resize", drawCharts);
  watch();
})();
