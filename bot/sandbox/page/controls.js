// Block Kit's elements that hold a value. A control is {node, target, read()}: `target` takes the focus,
// `read()` answers a string, a list of strings, or null when nothing is chosen.

import { h, uniqueId } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { renderText } from "./mrkdwn.js";
import { createMultiPicker } from "./multipicker.js";
import { createPicker } from "./picker.js";
import { inputDateTime, readInputDateTime } from "./time.js";

/** A typed date is sent when the typing rests, for each key changes the field. */
const DATE_REST_MS = 900;

/** Under which name Slack sends the value of each type in a payload. */
export const VALUE_FIELD = {
  plain_text_input: "value", email_text_input: "value", url_text_input: "value", number_input: "value",
  datepicker: "selected_date", timepicker: "selected_time", datetimepicker: "selected_date_time",
  static_select: "selected_option", radio_buttons: "selected_option", overflow: "selected_option",
  users_select: "selected_user", conversations_select: "selected_conversation", channels_select: "selected_channel",
  checkboxes: "selected_options", multi_static_select: "selected_options", multi_users_select: "selected_users",
  multi_conversations_select: "selected_conversations", multi_channels_select: "selected_channels",
};

const BUILDERS = {
  plain_text_input: textControl, email_text_input: textControl, url_text_input: textControl, number_input: textControl,
  datepicker: dateControl, timepicker: dateControl, datetimepicker: dateControl,
  static_select: selectControl, users_select: selectControl,
  conversations_select: selectControl, channels_select: selectControl,
  radio_buttons: choiceControl, checkboxes: choiceControl, multi_static_select: multiControl,
  multi_users_select: multiControl, multi_conversations_select: multiControl, multi_channels_select: multiControl,
};

export const isControl = (element) => element.type in BUILDERS;

/**
 * Build the control of `element`.
 * setup: {world, label, labelledBy?, describedBy?, value?, onCommit?(value), mark}; `value` is what the
 * person had entered before (undefined: use the element's initial value), `mark` names it for the focus.
 */
export function createControl(element, setup) {
  return BUILDERS[element.type](element, setup);
}

function naming({ label, labelledBy, describedBy, mark }) {
  return {
    "aria-label": labelledBy ? null : label, "aria-labelledby": labelledBy,
    "aria-describedby": describedBy, "data-focus": mark,
  };
}

const INPUT_TYPES = { email_text_input: "email", url_text_input: "url" };

function textControl(element, setup) {
  const multiline = element.multiline === true;
  const node = h(multiline ? "textarea" : "input", {
    class: "field", ...naming(setup), autocomplete: "off",
    type: multiline ? null : INPUT_TYPES[element.type] ?? "text", rows: multiline ? 4 : null,
    inputmode: element.type === "number_input" ? (element.is_decimal_allowed ? "decimal" : "numeric") : null,
    placeholder: element.placeholder && withEmoji(element.placeholder.text),
    maxlength: element.max_length, value: setup.value ?? element.initial_value ?? "",
  });
  if (setup.onCommit) {
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || (multiline && event.shiftKey)) return;
      event.preventDefault();
      setup.onCommit(node.value);
    });
  }
  return { node, target: node, read: () => node.value || null };
}

const DATE_INPUTS = { datepicker: "date", timepicker: "time", datetimepicker: "datetime-local" };

function dateControl(element, setup) {
  const zone = setup.world.zone;
  const initial = element.initial_date ?? element.initial_time ?? element.initial_date_time ?? "";
  const asShown = (value) => element.type === "datetimepicker" && value
    ? inputDateTime(new Date(Number(value) * 1000), zone) : value;
  const node = h("input", {
    class: "field field-date", type: DATE_INPUTS[element.type], ...naming(setup),
    value: asShown(setup.value ?? initial),
  });
  const read = () => {
    if (!node.value) return null;
    if (element.type !== "datetimepicker") return node.value.slice(0, 10);
    return readInputDateTime(node.value, zone).getTime() / 1000;
  };
  let sent = node.value;
  const commit = () => {
    if (node.value === sent || !node.value) return;
    sent = node.value;
    setup.onCommit(read());
  };
  if (setup.onCommit) {
    let timer = null;
    node.addEventListener("change", () => {
      clearTimeout(timer);
      timer = setTimeout(commit, DATE_REST_MS);
    });
    node.addEventListener("blur", commit);
  }
  return { node, target: node, read };
}

/** [{value, label, description?, group?, text?}] that an element offers. */
export function optionsOf(element, world) {
  if (/users_select$/.test(element.type)) {
    return world.selectable().map((person) => ({ value: person.id, label: world.nameOf(person) }));
  }
  if (/(channels|conversations)_select$/.test(element.type)) {
    return [...world.channels.values()].map(({ id, name }) => ({ value: id, label: `#${name}` }));
  }
  const plain = (element.options ?? []).map((option) => fromOption(option));
  const grouped = (element.option_groups ?? []).flatMap((group) =>
    group.options.map((option) => fromOption(option, withEmoji(group.label.text))));
  return [...plain, ...grouped];
}

function fromOption(option, group) {
  return {
    value: option.value, label: withEmoji(option.text.text), text: option.text, group,
    description: option.description && withEmoji(option.description.text), url: option.url,
  };
}

function initialOf(element) {
  const one = element.initial_option?.value ?? element.initial_user ?? element.initial_channel
    ?? element.initial_conversation;
  const many = element.initial_options?.map((option) => option.value) ?? element.initial_users
    ?? element.initial_channels ?? element.initial_conversations;
  return one ?? many ?? null;
}

function selectControl(element, setup) {
  const placeholder = element.placeholder ? withEmoji(element.placeholder.text) : "Select an item";
  const { node, button, read } = createPicker({
    options: optionsOf(element, setup.world),
    value: setup.value === undefined ? initialOf(element) : setup.value,
    label: setup.label ?? placeholder, labelledBy: setup.labelledBy,
    className: "field picker", marks: { "data-focus": setup.mark, "aria-describedby": setup.describedBy },
    face: (option) => option ? option.label : h("span", { class: "placeholder" }, placeholder),
    onPick: (option) => setup.onCommit?.(option.value),
  });
  return { node, target: button, read };
}

function multiControl(element, setup) {
  const placeholder = element.placeholder ? withEmoji(element.placeholder.text) : "Select items";
  const before = setup.value === undefined ? initialOf(element) : setup.value;
  const { node, button, read } = createMultiPicker({
    options: optionsOf(element, setup.world), values: before ?? [], placeholder, most: element.max_selected_items,
    label: setup.label ?? placeholder, labelledBy: setup.labelledBy,
    marks: { "data-focus": setup.mark, "aria-describedby": setup.describedBy },
    onClose: (values) => setup.onCommit?.(values),
  });
  return { node, target: button, read };
}

function choiceControl(element, setup) {
  const single = element.type === "radio_buttons";
  const name = uniqueId("choice");
  const before = setup.value === undefined ? initialOf(element) : setup.value;
  const chosen = new Set([before].flat().filter((value) => value !== null));
  const options = optionsOf(element, setup.world);
  const inputs = options.map((option, index) => h("input", {
    type: single ? "radio" : "checkbox", name, value: option.value, checked: chosen.has(option.value),
    "data-focus": `${setup.mark}|${index}`,
  }));
  const read = () => {
    const values = inputs.filter((input) => input.checked).map((input) => input.value);
    if (single) return values[0] ?? null;
    return values.length ? values : null;
  };
  const rows = options.map((option, index) => h("label", { class: "choice" }, inputs[index],
    h("span", { class: "option-text" },
      h("span", {}, option.text ? renderText(option.text, setup.world) : option.label),
      option.description && h("span", { class: "option-note" }, option.description))));
  const { "data-focus": _mark, ...names } = naming(setup);
  const node = h("div", { class: "choices", role: single ? "radiogroup" : "group", ...names }, rows);
  if (setup.onCommit) node.addEventListener("change", () => setup.onCommit(read()));
  return { node, target: inputs[0] ?? node, read };
}
