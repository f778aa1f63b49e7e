import type { AstroIntegration, ViteUserConfig } from "astro";

export type VitePlugin = Extract<
  NonNullable<ViteUserConfig["plugins"]>[number],
  { readonly name: string }
>;

/** A plugin of Vite where Astro takes integrations. */
export function asIntegration(plugin: VitePlugin): AstroIntegration {
  return {
    name: plugin.name,
    hooks: {
      "astro:config:setup": ({ updateConfig }) =>
        void updateConfig({ vite: { plugins: [plugin] } }),
    },
  };
}
