/** A client of the collector's door that costs the machine little: one socket, one post at a time. */
import { connect, type Socket } from "node:net";

export interface DoorClient {
  /** Status of the reply; 0 when there was none. */
  readonly post: (body: string) => Promise<number>;
  /** The connection breaks once the post is out: the reply is lost on its way. */
  readonly postAndLeave: (body: string) => Promise<void>;
  readonly close: () => void;
}

/** Keeps its connection while the other side does; opens another when it is gone. */
export function doorClient(port: number, survey: string): DoorClient {
  let socket: Socket | null = null;
  const close = () => {
    socket?.destroy();
    socket = null;
  };
  const send = (body: string): Socket => {
    if (socket?.writable !== true) close();
    socket ??= connect({ port, host: "127.0.0.1", noDelay: true });
    socket.write(
      `POST /api/responses/${survey} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: text/plain\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    return socket;
  };
  return {
    close,
    post: (body) =>
      new Promise((resolve) => {
        const used = send(body);
        let text = "";
        const done = (status: number) => {
          used.removeAllListeners();
          used.on("error", () => {});
          if (status === 0 || /\r\nconnection: close\r\n/iu.test(text)) close();
          resolve(status);
        };
        used.on("data", (chunk) => {
          text += chunk.toString("latin1");
          if (isWhole(text)) done(Number(text.slice(9, 12)));
        });
        used.on("error", () => done(0));
        used.on("close", () => done(0));
      }),
    postAndLeave: (body) =>
      new Promise((resolve) => {
        const used = send(body);
        const leave = () => {
          close();
          resolve();
        };
        used.on("error", leave);
        setTimeout(leave, 3);
      }),
  };
}

function isWhole(text: string): boolean {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const length = /\r\ncontent-length: (\d+)\r\n/iu.exec(text)?.[1];
  if (length !== undefined) return text.length >= end + 4 + Number(length);
  return text.endsWith("0\r\n\r\n");
}
