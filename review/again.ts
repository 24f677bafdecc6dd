/** A function that is asked of one thing time after time before the next, as rules ask of a resource: it remembers its last answer. */
export function again<Of, Answer>(ask: (of: Of) => Answer): (of: Of) => Answer {
  let last: { readonly of: Of; readonly answer: Answer } | undefined;
  return (of) => {
    if (last?.of !== of) last = { of, answer: ask(of) };
    return last.answer;
  };
}
