/* What HTML cannot do alone. Every action on a page works without this file. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");

  function one(selector) { return document.querySelector(selector); }
  function announce(words) {
    var region = one("#announcer");
    if (region && words) { region.textContent = ""; setTimeout(function () { region.textContent = words; }, 50); }
  }

  /* htmx: the form's token travels as a header, and an error's page is shown instead of dropped. */
  document.addEventListener("htmx:configRequest", function (event) {
    var token = one('meta[name="csrf-token"]');
    if (token) { event.detail.headers["X-CSRFToken"] = token.content; }
  });
  document.addEventListener("htmx:beforeSwap", function (event) {
    var answer = event.detail;
    var whole = /^\s*<!doctype html/i.test(answer.xhr.responseText);
    if (answer.xhr.status === 419 || ((answer.xhr.status === 409 || answer.xhr.status === 422) && whole)) {
      /* a page that keeps what was typed takes the place of this one */
      answer.target = document.body;
      answer.swapOverride = "innerHTML";
      answer.shouldSwap = true;
      answer.isError = false;
    } else if (answer.xhr.status === 409 || answer.xhr.status === 422) {
      answer.shouldSwap = true;
      answer.isError = false;
    }
  });
  document.addEventListener("htmx:responseError", function (event) {
    if (event.detail.xhr.status === 401) { window.location.reload(); return; }
    say("That did not work. Nothing was changed; try again in a moment.");
  });
  document.addEventListener("htmx:sendError", function () {
    say("No connection. Nothing was changed; try again when you are online.");
  });
  function say(words) {
    var place = one("#flashes");
    if (place) {
      var notice = document.createElement("div");
      notice.className = "bt-flash bad";
      notice.textContent = words;
      place.replaceChildren(notice);
      place.scrollIntoView({ block: "nearest" });
    }
    announce(words);
  }
  document.addEventListener("htmx:afterSwap", function (event) {
    var said = event.detail.target.querySelector("[data-announce]");
    if (said) { announce(said.getAttribute("data-announce")); }
    var sheet = event.detail.target.closest("dialog");
    if (sheet && !sheet.open) { sheet.showModal(); }
  });

  /* Dialogs: an element with data-opens="id" opens that dialog; without this file its link or form leads to a page. */
  document.addEventListener("click", function (event) {
    var opener = event.target.closest("[data-opens]");
    var dialog = opener && document.getElementById(opener.getAttribute("data-opens"));
    if (dialog && dialog.showModal) {
      event.preventDefault();
      closeMenus(null);
      dialog.showModal();
      return;
    }
    if (event.target.tagName === "DIALOG" && event.target.open) { event.target.close(); }
    closeMenus(event.target);
  });
  function closeMenus(except) {
    document.querySelectorAll("details[data-menu][open]").forEach(function (menu) {
      if (!except || !menu.contains(except)) { menu.open = false; }
    });
  }

  /* A row of tabs that is wider than the screen begins where we are. */
  document.querySelectorAll(".bt-seg [aria-current], .bt-nav [aria-current]").forEach(function (here) {
    var row = here.parentNode;
    var off = here.getBoundingClientRect().left - row.getBoundingClientRect().left;
    if (off + here.offsetWidth > row.clientWidth) { row.scrollLeft = off - (row.clientWidth - here.offsetWidth) / 2; }
  });

  /* The look changes at once; the form behind it keeps the choice. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.matches("[data-theme-form]") || !window.fetch || !event.submitter) { return; }
    event.preventDefault();
    var choice = event.submitter.value;
    var body = new URLSearchParams(new FormData(form));
    body.set("theme", choice);
    fetch(form.action, { method: "POST", body: body, credentials: "same-origin", redirect: "manual" });
    if (choice === "auto") { root.removeAttribute("data-bs-theme"); } else { root.setAttribute("data-bs-theme", choice); }
    one('meta[name="color-scheme"]').content = choice === "auto" ? "light dark" : choice;
    form.querySelectorAll("button[name=theme]").forEach(function (button) {
      button.setAttribute("aria-pressed", button.value === choice ? "true" : "false");
    });
  });

  /* Keys. They rest while somebody types, and can be switched off, because a voice may press them unasked. */
  var pending = "", pendingSince = 0;
  function keysOn() { try { return localStorage.getItem("baton-keys") !== "off"; } catch (_) { return true; } }
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      var menu = one("details[data-menu][open]");
      if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !keysOn()) { return; }
    if (event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]")) { return; }
    if (event.key === "/") {
      var search = one("#search");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    } else if (event.key === "?") {
      var card = one("#shortcuts");
      if (card && !card.open) { event.preventDefault(); card.showModal(); }
    } else if (event.key.length === 1) {
      var keys = (Date.now() - pendingSince < 1200 ? pending + " " : "") + event.key.toLowerCase();
      var target = Array.from(document.querySelectorAll("a[data-keys]"))
        .find(function (link) { return link.getAttribute("data-keys") === keys; });
      pending = event.key.toLowerCase();
      pendingSince = Date.now();
      if (target) { event.preventDefault(); target.click(); }
    }
  });
  document.addEventListener("change", function (event) {
    if (!event.target.matches("[data-keys-choice]")) { return; }
    try { localStorage.setItem("baton-keys", event.target.checked ? "on" : "off"); } catch (_) { /* the choice lasts for this page */ }
  });
  document.querySelectorAll("[data-keys-choice]").forEach(function (box) { box.checked = keysOn(); });

  /* After a refused form the summary of its errors is read first. */
  var first = one("[data-focus-first]");
  if (first) { first.focus(); }
})();
