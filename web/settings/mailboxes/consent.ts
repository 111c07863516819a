// To the provider's page and back: what was filled in waits in this tab, without anything secret.
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { AskedConsent, ConsentGrant, ProviderKey } from "../../../shared/mailboxes/schema.ts";
import { post } from "../../lib/api.ts";
import type { MailboxForm } from "./form.ts";

const place = "listek.mailbox-consent";

interface Waiting {
  form: MailboxForm;
  /** The one that is changed; null: a new one. */
  mailbox: string | null;
}

export async function goForConsent(provider: ProviderKey, form: MailboxForm, mailbox: string | null): Promise<void> {
  const { clientId, clientSecret, address } = form;
  const { url } = await post<AskedConsent>("/mailboxes/consent", { provider, clientId, clientSecret, address });
  const waiting: Waiting = { form: { ...form, password: "", clientSecret: "" }, mailbox };
  sessionStorage.setItem(place, JSON.stringify(waiting));
  window.location.assign(url);
}

/** What the provider's page sent the browser back with, handed over once; then the wizard goes on where it was. */
export function useReturnedConsent() {
  const [form, setForm] = useState<Waiting | null>(null);
  const finish = useMutation({
    mutationFn: (back: object) => post<ConsentGrant>("/mailboxes/consent/callback", back),
    onSuccess: ({ grant }) => {
      const kept = sessionStorage.getItem(place);
      sessionStorage.removeItem(place);
      if (!kept) return;
      const waiting = JSON.parse(kept) as Waiting;
      setForm({ ...waiting, form: { ...waiting.form, grant } });
    },
  });
  const { mutate } = finish;
  useEffect(() => {
    const given = new URLSearchParams(window.location.search);
    const [state, code, error] = ["state", "code", "error"].map((name) => given.get(name));
    if (!state || (!code && !error)) return;
    // The code works once: it need not stay in the address.
    window.history.replaceState(window.history.state, "", window.location.pathname);
    mutate({ state, ...(code && { code }), ...(error && { error }) });
  }, [mutate]);
  return { form, error: finish.error, forget: () => setForm(null) };
}
