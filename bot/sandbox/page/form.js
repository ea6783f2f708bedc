// The inputs of a modal or App Home: labels, hints, errors, drafts and the checks a Slack client makes.

import { createControl, isControl } from "./controls.js";
import { h, uniqueId } from "./dom.js";
import { renderPlain } from "./mrkdwn.js";

const keyOf = (block, element) => `${block.block_id}|${element.action_id}`;

/** The inputs of one view. `drafts` (Map) carries what was typed from one drawing to the next. */
export class Form {
  #fields = [];

  constructor({ world, drafts, act }) {
    this.world = world;
    this.drafts = drafts;
    this.act = act;
  }

  /** What renderBlocks needs to draw this view. */
  context() {
    return {
      world: this.world,
      act: this.act,
      input: (block) => this.#inputNode(block),
      draft: (block, element) => this.drafts.get(keyOf(block, element)),
      holds: (block, element, control) => this.#fields.push({ block, element, control }),
    };
  }

  /** Remember what is typed now. */
  keepDrafts() {
    for (const { block, element, control } of this.#fields) this.drafts.set(keyOf(block, element), control.read());
  }

  /** {block_id: {action_id: value}} of every control of the view. */
  values() {
    const values = {};
    for (const { block, element, control } of this.#fields) {
      values[block.block_id] = { ...values[block.block_id], [element.action_id]: control.read() };
    }
    return values;
  }

  /** Check as a Slack client does before it sends; shows what is wrong and tells whether all is well. */
  check() {
    const errors = {};
    for (const { block, element, control } of this.#fields) {
      const problem = block.type === "input" && problemOf(block, element, control.read());
      if (problem) errors[block.block_id] = problem;
    }
    this.showErrors(errors);
    return Object.keys(errors).length === 0;
  }

  /** Put each message at its field and the focus on the first one; returns those without a field. */
  showErrors(errors) {
    let first = null;
    const homeless = new Map(Object.entries(errors));
    for (const { block, control, error, row } of this.#fields) {
      if (!error) continue;
      const message = errors[block.block_id] ?? "";
      error.textContent = message;
      row.classList.toggle("invalid", Boolean(message));
      control.target.toggleAttribute("aria-invalid", Boolean(message));
      homeless.delete(block.block_id);
      if (message) first ??= control.target;
    }
    first?.focus();
    return [...homeless.values()];
  }

  /** Where the focus goes at first: to the element that asks for it, or to the first one. */
  get firstTarget() {
    const wanted = this.#fields.find(({ element }) => element.focus_on_load) ?? this.#fields[0];
    return wanted?.control.target ?? null;
  }

  #inputNode(block) {
    const { element } = block;
    if (!isControl(element)) {
      return h("p", { class: "note" }, `This page does not support an input of type “${element.type}”.`);
    }
    const [labelId, hintId, errorId] = [uniqueId("label"), uniqueId("hint"), uniqueId("error")];
    const mark = keyOf(block, element);
    const control = createControl(element, {
      world: this.world, label: block.label.text, labelledBy: labelId, describedBy: `${errorId} ${hintId}`,
      value: this.drafts.get(mark), mark,
      onCommit: block.dispatch_action ? (value) => this.act(block, element, value) : undefined,
    });
    const error = h("p", { id: errorId, class: "field-error", role: "alert" });
    const label = h("label", { id: labelId, class: "field-label" }, renderPlain(block.label),
      block.optional && h("span", { class: "optional" }, " (optional)"));
    if (control.target.matches("input:not([type=radio], [type=checkbox]), textarea")) {
      control.target.id = uniqueId("input");
      label.htmlFor = control.target.id;
    }
    const row = h("div", { class: "block-input", "data-block": block.block_id }, label, control.node, error,
      h("p", { id: hintId, class: "hint" }, block.hint ? renderPlain(block.hint) : null));
    this.#fields.push({ block, element, control, error, row });
    return row;
  }
}

function problemOf(block, element, value) {
  if (value === null) return block.optional ? "" : "Please complete this required field.";
  if (element.type === "number_input") return numberProblem(element, value);
  if (typeof value !== "string" || !/_input$/.test(element.type)) return "";
  if (value.length < (element.min_length ?? 0)) return `Enter at least ${element.min_length} characters.`;
  return "";
}

function numberProblem(element, value) {
  const number = Number(value);
  if (value.trim() === "" || Number.isNaN(number)) return "Enter a number, such as 12 or 3.5.";
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return "Enter a whole number.";
  if (element.min_value !== undefined && number < Number(element.min_value)) return `Must be ${element.min_value} or more.`;
  if (element.max_value !== undefined && number > Number(element.max_value)) return `Must be ${element.max_value} or less.`;
  return "";
}
