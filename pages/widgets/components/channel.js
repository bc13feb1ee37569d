// The channel from a component to Python. It is read in front of the component's own script.
//
// Messages are numbered. Each waits in the outbox until Python has answered its number, and is sent again when no answer comes:
// Streamlit may drop what arrives while a page runs. The outbox outlives the element, since Streamlit may rebuild an element in
// the middle of someone's work. An element that has left the page is silent: Streamlit would drop what the next page sends in the
// same moment.

const outbox = { messages: [], number: 0, sent: 0, answered: 0, attempt: 0, at: -Infinity }; // one for all elements of a component
const elements = new WeakMap();

// What a script keeps of one element; `begin` makes it when the element is new.
function stateOf(root, begin) {
  if (!elements.has(root)) elements.set(root, begin());
  return elements.get(root);
}

class Channel {
  // `name`: the state in which Python finds the messages. `patience`: ms until they are sent again. `pause`: ms between two sendings.
  // `replaces(last, next)`: whether a message makes the one before it unnecessary while that is still in the outbox.
  constructor(root, name, { patience, pause = 0, replaces }) {
    Object.assign(this, { root, name, patience, pause, replaces });
  }

  get idle() {
    return !this.unanswered.length;
  }

  get unanswered() {
    return outbox.messages;
  }

  get number() {
    return outbox.number;
  }

  get last() {
    return this.unanswered[this.unanswered.length - 1];
  }

  // To be called whenever Python calls the component, with the last number that it has answered. Returns whether that is news.
  hear(component, answered = 0) {
    this.component = component;
    clearTimeout(this.timer);
    const before = outbox.messages.length;
    outbox.answered = Math.max(outbox.answered, answered);
    outbox.number = Math.max(outbox.number, answered);
    outbox.messages = outbox.messages.filter((message) => message.seq > outbox.answered);
    if (!this.idle) this.send();
    return outbox.messages.length < before;
  }

  // Sends a message in its turn: after the answer to the one before, and after the pause. An urgent one is sent at once.
  post(message, urgent = false) {
    if (this.last && this.replaces(this.last, message)) outbox.messages.pop();
    outbox.number += 1;
    outbox.messages.push({ ...message, seq: outbox.number });
    this.send(urgent);
  }

  send(urgent = false) {
    if (!this.root.isConnected) return;
    const since = performance.now() - outbox.at;
    const wait = Math.max(outbox.sent > outbox.answered ? this.patience - since : 0, this.pause - since);
    if (wait > 0 && !urgent) return this.after(wait, () => this.send());
    Object.assign(outbox, { sent: outbox.number, at: performance.now(), attempt: outbox.attempt + 1 });
    this.component.setStateValue(this.name, outbox.messages.map((message) => ({ ...message, attempt: outbox.attempt })));
    this.after(this.patience, () => this.send());
  }

  // Has Python run the callback of a trigger.
  tell(trigger) {
    if (this.root.isConnected) this.component.setTriggerValue(trigger, outbox.number);
  }

  // Does one thing later, unless the element has left the page by then, or Python or a message comes first.
  after(ms, deed) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.root.isConnected && deed(), ms);
  }

  close() {
    clearTimeout(this.timer);
  }
}
