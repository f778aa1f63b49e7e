/**
 * XML as a stream of tags and texts. Entities of a document's own are never expanded: one that is
 * not among XML's five is a fault, so that no few lines can grow into gigabytes.
 */
import { SaxesParser } from "saxes";

/** Nothing that is read here nests deeper. */
const DEEPEST = 100;

export interface XmlHandler {
  readonly open?: (
    name: string,
    attribute: (name: string) => string,
    place: { readonly line: number; readonly column: number },
  ) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

export interface XmlFault {
  readonly line: number;
  readonly column: number;
  readonly reason: string;
}

/** Reads a document to its end, or to the first fault. */
export function readXml(xml: string, handler: XmlHandler): XmlFault | null {
  const parser = new SaxesParser();
  let depth = 0;
  let fault: XmlFault | null = null;
  const faultHere = (reason: string) => {
    fault ??= { line: parser.line, column: parser.column + 1, reason };
  };
  parser.on("error", ({ message }) =>
    faultHere(message.replace(/^\d+:\d+: /u, "").replace(/\.$/u, "")),
  );
  parser.on("opentag", ({ name, attributes }) => {
    depth += 1;
    if (depth > DEEPEST) faultHere("too deep");
    if (fault !== null) return;
    const attribute = (key: string) =>
      Object.hasOwn(attributes, key) ? String(attributes[key]) : "";
    handler.open?.(name, attribute, { line: parser.line, column: parser.column + 1 });
  });
  const give = (text: string) => {
    if (fault === null) handler.text?.(text);
  };
  parser.on("text", give);
  parser.on("cdata", give);
  parser.on("closetag", ({ name }) => {
    depth -= 1;
    if (fault === null) handler.close?.(name);
  });
  for (let at = 0; at < xml.length && fault === null; at += CHUNK) {
    parser.write(xml.slice(at, at + CHUNK));
  }
  if (fault === null) parser.close();
  return fault;
}

const CHUNK = 1 << 16;
