"use strict";
(() => {
  // The form is the same text for everybody; what differs is in the JSON block. Nothing is ever parsed as markup.
  const byId = (id) => document.getElementById(id);
  const form = JSON.parse(byId("form-data").textContent);
  const LARGEST = 1048576;
  // The characters that no profile may hold: FORBIDDEN in store/yaml_reader.py, and tabs.
  const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;
  const LONE_SURROGATE = /[\ud800-\udfff]/gu;
  let changed = false;

  const cleaned = (text) =>
    text.replace(/\r\n?/g, "\n").replace(UNSAFE, " ").replace(LONE_SURROGATE, "?").trim();
  const say = (text) => { byId("message").textContent = text; };
  const choices = (at) => [...document.getElementsByName("level-" + at)];
  const today = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  };

  const answered = () => {
    const ratings = {};
    form.criteria.forEach((id, at) => {
      const choice = choices(at).find((radio) => radio.checked);
      const value = choice ? choice.value : "";
      const comment = cleaned(byId("comment-" + at).value);
      const rating = {};
      if (value === "not_observed") rating.state = value;
      else if (value !== "") rating.level = Number(value);
      if (comment) rating.comment = comment;
      if (Object.keys(rating).length) ratings[id] = rating;
    });
    return ratings;
  };

  const review = (status) => {
    const said = { by: form.by, date: today(), status, blind: true };
    const summary = cleaned(byId("summary").value);
    if (summary) said.summary = summary;
    said.ratings = answered();
    const { format, profile, form: id, matrix, matrix_version, assessment } = form;
    return { format, profile, form: id, matrix, matrix_version, assessment, review: said };
  };

  const save = (status, name, words) => {
    const content = review(status);
    if (status === "rated" && !content.review.summary && !Object.keys(content.review.ratings).length) {
      say("The review is empty: choose a level, or write a summary.");
      return;
    }
    const text = JSON.stringify(content, null, 2) + "\n";
    byId("result").value = text;
    byId("saved").hidden = false;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    changed = false;
    say(words.replace("FILE", name));
  };

  const fill = (content) => {
    const said = content.review;
    form.criteria.forEach((id, at) => {
      const rating = Object.hasOwn(said.ratings, id) ? said.ratings[id] : {};
      const value = rating.state || (rating.level === undefined ? "" : String(rating.level));
      for (const radio of choices(at)) radio.checked = radio.value === value;
      byId("comment-" + at).value = rating.comment || "";
    });
    byId("summary").value = said.summary || "";
  };

  const open = async (file) => {
    let content;
    try {
      content = file.size <= LARGEST ? JSON.parse(await file.text()) : null;
    } catch {
      content = null;
    }
    if (!content || content.format !== form.format || !content.review || !content.review.ratings) {
      say("This file is not a draft of a review.");
    } else if (content.form !== form.form) {
      say("This draft belongs to another form.");
    } else if (!changed || window.confirm("Replace the answers on this page with the draft?")) {
      fill(content);
      changed = false;
      say("Opened the draft " + file.name);
    }
  };

  byId("answers").addEventListener("submit", (event) => event.preventDefault());
  byId("answers").addEventListener("input", (event) => {
    if (event.target.id !== "draft") changed = true;
  });
  byId("draft").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (file) await open(file);
    event.target.value = "";
  });
  byId("save-draft").addEventListener("click", () => save("draft", "draft-" + form.profile + ".json", "Saved the draft as FILE."));
  byId("save-review").addEventListener("click", () =>
    save("rated", "review-" + form.profile + ".json", "Saved the review as FILE. Send this file back."));
  window.addEventListener("beforeunload", (event) => {
    if (!changed) return;
    event.preventDefault();
    event.returnValue = "";
  });
})();
