import { defineConfig } from "vitest/config";

/** The site's tests need the built sample; only they wait for it. */
const shared = {
  root: new URL("..", import.meta.url).pathname,
  env: { TZ: "UTC" },
  hookTimeout: 240_000,
};

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: "rooms",
          include: ["test/**/*.test.ts"],
          exclude: ["test/site/**"],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          ...shared,
          name: "site",
          include: ["test/site/*.test.ts"],
          globalSetup: ["test/support/site-setup.ts"],
          testTimeout: 240_000,
        },
      },
    ],
  },
});
