// Text of others, as it may go to a terminal.

// Control characters of both sets, what turns the reading direction, what hides or breaks a line.
const obeyed = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** What a terminal would obey is shown instead, as \u{1b}. */
export function visible(text: string): string {
  return text.toWellFormed().replace(obeyed, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** JSON that a terminal shows and does not obey: JSON.stringify() itself lets some of these through. */
export function visibleJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(obeyed, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
