/** A collector that is told to end does so within five seconds, whoever holds on to it. */
import { connect } from "node:net";
import { expect, it } from "vitest";
import { openAnswersFile } from "../../src/collector/sqlite-schema.ts";
import { answersFile } from "../../src/collector/answers-file.ts";
import { post } from "./door.ts";
import { served } from "./served.ts";

it("stops within five seconds though posts are half sent and pages half read", async () => {
  const site = await served({ isRateFree: true });
  const head = "POST /api/responses/tea HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\n";
  const sockets = Array.from({ length: 20 }, (_, at) => {
    const socket = connect({ port: site.port, host: "127.0.0.1" });
    socket.on("error", () => {});
    socket.write(at % 2 === 0 ? `${head}content-length: 100\r\n\r\n{"id":` : head);
    return socket;
  });
  const body = JSON.stringify(post({}, { id: crypto.randomUUID() }));
  const kept = fetch(`${site.url}/api/responses/tea`, {
    method: "POST",
    body,
    headers: { "content-type": "text/plain" },
  });
  expect((await kept).status).toBe(201);
  const start = performance.now();
  await site.stop();
  expect(performance.now() - start).toBeLessThan(5500);
  for (const socket of sockets) socket.destroy();
  const database = openAnswersFile(answersFile(site.data));
  expect(database.prepare("SELECT count(*) AS n FROM answers").get()).toEqual({ n: 1 });
  expect(database.prepare("SELECT count(*) AS n FROM quarantine").get()).toEqual({ n: 0 });
  database.close();
});
