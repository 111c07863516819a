import { PasswordForm } from "./password-form.tsx";
import { ProfileForm } from "./profile-form.tsx";

export function Profile() {
  return (
    <>
      <ProfileForm />
      <PasswordForm />
    </>
  );
}
