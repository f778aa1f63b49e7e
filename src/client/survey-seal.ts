/** Sealing: from here on the answers do not change, and they wait for a collector's word. */
import { TRAP_FIELD } from "../survey/meta-fields.ts";
import { receiptOf } from "../survey/receipt.ts";
import { dropDraft } from "./draft.ts";
import { openOutbox, type Outbox, type Sealed } from "./outbox.ts";
import { startSender, type Outcome, type Sender } from "./sender.ts";
import { isPreview } from "./preview.ts";
import { showReceived, showWaiting } from "./survey-done.ts";
import { filledIn, shownAnswers } from "./survey-form.ts";
import type { Walk } from "./survey-walk.ts";

/** From here on the answers do not change; they leave the outbox when they are received. */
export async function seal(walk: Walk): Promise<void> {
  if (walk.isSealing) return;
  walk.isSealing = true;
  const { data, view } = walk;
  const { answers } = filledIn(view.form, data);
  const trap = new FormData(view.form).get(TRAP_FIELD);
  const token = new URLSearchParams(location.search).get("t");
  const body = JSON.stringify({
    id: walk.id,
    survey_version: data.survey.version,
    lang: data.locale,
    answers: shownAnswers(data, answers),
    started_at: walk.startedAt,
    ...(token === null ? {} : { token }),
    ...(trap === "" || trap === null ? {} : { [TRAP_FIELD]: trap }),
  });
  const sealed: Sealed = {
    id: walk.id,
    survey: data.survey.id,
    url: view.form.action,
    body,
    sealedAt: new Date().toISOString(),
  };
  if (isPreview) {
    showReceived({ main: walk.main, locale: data.locale }, sealed);
    return;
  }
  view.busy();
  const { outbox, sender } = await openSender(walk);
  const isKept = await outbox.put(sealed);
  walk.sealed = sealed;
  if (isKept) dropDraft(data.survey.id);
  else warnOnLeaving(walk);
  await sender.send();
}

/** Nothing is kept here: leaving loses the answers until they are received. */
function warnOnLeaving(walk: Walk): void {
  addEventListener("beforeunload", (event) => {
    if (!walk.isReceived) event.preventDefault();
  });
}

interface Sending {
  readonly outbox: Outbox;
  readonly sender: Sender;
}

let opened: Promise<Sending> | null = null;

/** Opens the outbox once and sends what an earlier visit left in it. */
export function openSender(walk: Walk): Promise<Sending> {
  opened ??= openOutbox().then((outbox) => {
    const sender = startSender(outbox, {
      told: (sealed, outcome) => told(walk, outbox, { sealed, outcome }),
      left: (others) => {
        const { sealed } = walk;
        if (sealed === null || others.some(({ id }) => id === sealed.id)) return;
        told(walk, outbox, { sealed, outcome: { kind: "received" } });
      },
    });
    void sender.send();
    return { outbox, sender };
  });
  return opened;
}

function told(
  walk: Walk,
  outbox: Outbox,
  { sealed, outcome }: { readonly sealed: Sealed; readonly outcome: Outcome },
): void {
  if (sealed.id !== walk.sealed?.id) {
    walk.notice.unsent(outcome.kind === "later");
    return;
  }
  const view = { main: walk.main, locale: walk.data.locale };
  if (walk.isReceived) return;
  if (outcome.kind === "received") {
    walk.isReceived = true;
    dropDraft(walk.data.survey.id);
    showReceived(view, sealed);
    history.replaceState(null, "", `${walk.data.thanks}?r=${receiptOf(sealed.id)}`);
    return;
  }
  const state = outcome.kind === "refused" ? "refused" : outbox.keeps() ? "kept" : "unkept";
  const retry = () => void openSender(walk).then(({ sender }) => sender.send());
  showWaiting(view, sealed, { state, why: outcome.why }, retry);
}
