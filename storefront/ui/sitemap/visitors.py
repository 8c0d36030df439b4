"""The pages outside any outlet and desk: signing in, mailed links, becoming a partner, the own profile."""

from storefront.ui.pages.join import join
from storefront.ui.pages.links import confirm_email, forgot_password, invitation, reset_password
from storefront.ui.pages.not_found import not_found
from storefront.ui.pages.outlets import outlets
from storefront.ui.pages.profile import profile
from storefront.ui.pages.sign_in import sign_in
from storefront.ui.sitemap.page import desk, page
from storefront.ui.states.choosing import OutletsState
from storefront.ui.states.join import JoinState
from storefront.ui.states.links import LinkState
from storefront.ui.states.profile import ProfileState
from storefront.ui.states.signing_in import SignInState

VISITORS = (
    page(sign_in, "/sign-in", "Sign in", SignInState.load_sign_in),
    page(outlets, "/", "Storefront", OutletsState.load_selector),
    page(outlets, "/outlets", "Choose an outlet", OutletsState.load_selector),
    page(not_found, "404", "Not found"),
    page(invitation, "/invitation/[token]", "Invitation", LinkState.load_invitation),
    page(forgot_password, "/forgot-password", "Forgotten password", LinkState.load_forgotten),
    page(reset_password, "/reset-password/[token]", "New password", LinkState.load_reset),
    page(confirm_email, "/confirm-email/[token]", "Confirm your address", LinkState.load_email_change),
    desk(profile, "/profile", "Profile", ProfileState.load_profile),
    page(join, "/join", "Become a partner", JoinState.load_join),
)
