"""What each Slack error means for the message that met it."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Meaning(StrEnum):
    """Who or what an error is about, hence what happens to the message."""

    TARGET = "target"  # this person or channel cannot be written to
    WORKSPACE = "workspace"  # our token is no good: nothing can be sent there
    MESSAGE = "message"  # this message can never be posted: ours to mend
    TEMPORARY = "temporary"  # it did not happen; try again later
    UNKNOWN = "unknown"  # it may have happened


_CODES: Final[Mapping[Meaning, str]] = {
    Meaning.TARGET: """
        cannot_dm_bot cannot_reply_to_message cant_update_message channel_is_limited_access
        channel_not_found edit_window_closed invalid_user_combination is_archived is_inactive
        message_not_found messages_tab_disabled method_not_supported_for_channel_type
        not_in_channel posting_to_channel_denied restricted_action
        restricted_action_non_threadable_channel restricted_action_read_only_channel
        restricted_action_thread_locked restricted_action_thread_only_channel thread_not_found
        user_disabled user_not_found user_not_visible
    """,
    Meaning.WORKSPACE: """
        access_denied accesslimited account_inactive ekm_access_denied enterprise_is_restricted
        forbidden_team invalid_auth missing_scope no_permission not_allowed_token_type not_authed
        org_login_required team_access_not_granted team_not_found token_expired token_revoked
        two_factor_setup_required
    """,
    Meaning.TEMPORARY: """
        external_channel_migrating list_record_comment_fetch_failed message_limit_exceeded
        rate_limited ratelimited service_unavailable team_added_to_org update_failed
    """,
    Meaning.UNKNOWN: "fatal_error internal_error request_timeout",
    Meaning.MESSAGE: """
        as_user_not_supported attachment_payload_limit_exceeded block_mismatch blocked_file_type
        cant_broadcast_message canvas_disabled_file_team canvas_disabled_user_team
        canvas_globally_disabled deprecated_endpoint draft_already_deleted draft_already_sent
        draft_has_conflict draft_not_found duplicate_channel_not_found duplicate_external_id
        duplicate_message_not_found exchanged_trigger_id expired_trigger_id file_deleted
        file_is_deleted file_not_found file_share_limit_reached hash_conflict insecure_request
        invalid_arg_name invalid_arguments invalid_array_arg invalid_attachments invalid_blocks
        invalid_blocks_format invalid_charset invalid_cursor invalid_form_data
        invalid_metadata_filter_keys invalid_metadata_format invalid_metadata_schema
        invalid_post_type invalid_team invalid_trigger_id invalid_ts_latest invalid_ts_oldest
        limit_required markdown_text_conflict max_file_sharing_exceeded
        metadata_must_be_sent_from_app metadata_too_large method_deprecated missing_args
        missing_argument missing_file_data missing_post_type missing_profile_id msg_blocks_too_long
        msg_too_long no_dual_broadcast_content_update no_such_subteam no_text not_enabled
        not_enough_users not_found not_implemented not_visible plan_upgrade_required
        push_limit_reached slack_connect_blocked_file_type slack_connect_canvas_sharing_blocked
        slack_connect_clip_sharing_blocked slack_connect_file_link_sharing_blocked
        slack_connect_file_upload_sharing_blocked slack_connect_lists_sharing_blocked
        streaming_state_conflict template_not_visible too_many_attachments too_many_contact_cards
        too_many_users unable_to_share_files users_list_not_supplied users_not_found view_too_large
    """,
}
#: Every code that Slack documents for the methods that the bot calls, and those of all methods.
MEANINGS: Final[Mapping[str, Meaning]] = MappingProxyType(
    {code: known for known, codes in _CODES.items() for code in codes.split()}
)


def meaning(code: str) -> Meaning:
    """Codes that are not listed say that Slack refused what we sent: repeating it is no use."""
    return MEANINGS.get(code, Meaning.MESSAGE)
