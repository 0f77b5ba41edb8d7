// Written by `npm run openapi`; do not change it by hand.
export interface paths {
    "/api/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["documentation_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["documentation_document"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["resources_index"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["auditLog_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/bookings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["adminBookings_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/bookings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["adminBookings_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["categories_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/categories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["categories_change"];
        post?: never;
        delete: operations["categories_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/ledger/invariants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ledger_invariants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/mails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["mails_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/mails/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["mails_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["queues_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/queues/{name}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["queues_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["statistics_overview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/timeslots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["timeslots_listForAdmin"];
        put?: never;
        post: operations["timeslots_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/timeslots/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["timeslots_get"];
        put: operations["timeslots_change"];
        post?: never;
        delete: operations["timeslots_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["adminUsers_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["adminUsers_erase"];
        options?: never;
        head?: never;
        patch: operations["adminUsers_order"];
        trace?: never;
    };
    "/api/v1/admin/users/{id}/reset-mfa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["adminFactors_resetMfa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["adminFactors_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["adminFactors_endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["adminWebhooks_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/csrf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["auth_csrfToken"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["auth_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["auth_logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["passkeySignIn_signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/passkey/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["passkeySignIn_options"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @deprecated */
        get: operations["profile_profile"];
        /** @deprecated */
        put: operations["profile_putProfile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["auth_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["auth_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @deprecated */
        post: operations["auth_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/token/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @deprecated */
        post: operations["auth_tokenRefresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/user": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @deprecated */
        get: operations["profile_user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/availability/blocked-times": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["availability_blockedTimes"];
        put?: never;
        post: operations["availability_blockTime"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/availability/blocked-times/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["availability_removeBlockedTime"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/availability/calculated-slots/{organizer_slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["slotLists_ofOrganizer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/availability/overrides": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["availability_overrides"];
        put?: never;
        post: operations["availability_addOverride"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/availability/overrides/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["availability_removeOverride"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bookings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["bookings_list"];
        put?: never;
        post: operations["bookings_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bookings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["bookings_read"];
        put?: never;
        post?: never;
        delete: operations["bookings_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bookings/{id}/calendar.ics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["bookingCalendar_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bookings/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["bookings_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bookings/{id}/check-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["tickets_checkIn"];
        delete: operations["tickets_undoCheckIn"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bookings/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["bookings_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bookings/{id}/no-show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["noShows_mark"];
        delete: operations["noShows_takeBack"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bookings/{id}/reschedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["hostMoves_move"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bookings/{id}/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["tickets_ticket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["categories_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["certificates_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates/verify/{certificate_number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["certificates_verify"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates/{id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["certificates_download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates/{id}/mark_as_downloaded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["certificates_markAsDownloaded"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["contacts_list"];
        put?: never;
        post: operations["contacts_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["contacts_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["contacts_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["contacts_get"];
        put: operations["contacts_change"];
        post?: never;
        delete: operations["contacts_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["messages_conversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credit-transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["credits_entries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["credits_balance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["credits_transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["events_list"];
        put?: never;
        post: operations["events_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/booking/{access_token}/calendar.ics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["manage_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/booking/{access_token}/manage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["manage_read"];
        put?: never;
        post: operations["manage_manage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/booking/{access_token}/pay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["linkPayments_pay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/bookings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["appointments_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/bookings/create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["appointments_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/event-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["eventTypes_list"];
        put?: never;
        post: operations["eventTypes_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/event-types/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["eventTypes_get"];
        put: operations["eventTypes_change"];
        post?: never;
        delete: operations["eventTypes_remove"];
        options?: never;
        head?: never;
        patch: operations["eventTypes_patch"];
        trace?: never;
    };
    "/api/v1/events/slots/{organizer_slug}/{event_type_slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["slotLists_ofType"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["events_details"];
        put: operations["events_change"];
        post?: never;
        delete: operations["events_remove"];
        options?: never;
        head?: never;
        patch: operations["events_patch"];
        trace?: never;
    };
    "/api/v1/events/{id}/announce": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["ticketing_announce"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{id}/announcements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ticketing_listAnnouncements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{id}/attendees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ticketing_listAttendees"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{id}/bookings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ticketing_listBookings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{id}/calendar.ics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["events_calendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["ticketing_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{id}/check-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["checkIn_checkIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{id}/check-in-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["checkIn_checkInKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{id}/cover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["events_changeCover"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{id}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["participation_listInvitations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{id}/invite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["participation_invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{id}/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["participation_join"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{id}/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["participation_leave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["ticketing_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{id}/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ticketing_statistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/experts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["userSkills_experts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["connections_list"];
        put?: never;
        post: operations["connections_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/incoming/{endpoint_key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["incoming_receive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/oauth/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["oAuthConnect_callback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/oauth/initiate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["oAuthConnect_initiate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/oauth/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["oAuthConnect_providers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["webhookEndpoints_list"];
        put?: never;
        post: operations["webhookEndpoints_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/webhooks/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["webhookEndpoints_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["webhookEndpoints_change"];
        post?: never;
        delete: operations["webhookEndpoints_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["webhookDeliveries_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/webhooks/{id}/deliveries/{delivery_id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhookDeliveries_redeliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhookDeliveries_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["connections_remove"];
        options?: never;
        head?: never;
        patch: operations["connections_change"];
        trace?: never;
    };
    "/api/v1/integrations/{id}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["connections_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["invoices_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invoices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["invoices_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invoices/{id}/mark_as_sent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["invoices_markAsSent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meetings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["meetings_list"];
        put?: never;
        post: operations["meetings_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meetings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["meetings_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meetings/{id}/update_status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["meetings_change"];
        trace?: never;
    };
    "/api/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["messages_list"];
        put?: never;
        post: operations["messages_send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["notifications_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/mark_all_as_read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["notifications_markAll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["preferences_read"];
        put: operations["preferences_change"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/unread_count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["notifications_unreadCount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["notifications_change"];
        trace?: never;
    };
    "/api/v1/notifications/{id}/mark_as_read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["notifications_markAsRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oauth/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["oAuthAccounts_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oauth/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["oAuthAccounts_disconnect"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oauth/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["oAuthAccounts_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oauth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["oAuthAccounts_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["payments_list"];
        put?: never;
        post: operations["payments_pay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/purchase_credits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["creditPurchases_purchase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/webhooks/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhooks_receive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["payments_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/{id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["receipts_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/{id}/refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["refunds_refund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["reviews_list"];
        put?: never;
        post: operations["reviews_write"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/{id}/mark_helpful": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["reviews_markHelpful"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/{id}/mark_unhelpful": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["reviews_markUnhelpful"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["agenda_list"];
        put?: never;
        post: operations["agenda_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["agenda_get"];
        put: operations["agenda_change"];
        post?: never;
        delete: operations["agenda_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["tasks_list"];
        put?: never;
        post: operations["tasks_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["tasks_get"];
        put: operations["tasks_change"];
        post?: never;
        delete: operations["tasks_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["tasks_assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["tasks_complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/timeslots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["timeslots_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/user-availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["userAvailability_list"];
        put?: never;
        post: operations["userAvailability_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/user-availability/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["userAvailability_change"];
        post?: never;
        delete: operations["userAvailability_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/user-skills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["userSkills_list"];
        put?: never;
        post: operations["userSkills_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/user-skills/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["userSkills_remove"];
        options?: never;
        head?: never;
        patch: operations["userSkills_change"];
        trace?: never;
    };
    "/api/v1/user/bookings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["bookings_mine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["users_list"];
        put?: never;
        /** @deprecated */
        post: operations["authAlias_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/change-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["verification_changeEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["credentials_changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/confirm-password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["credentials_confirmPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @deprecated */
        post: operations["authAlias_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @deprecated */
        post: operations["authAlias_logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["profile_me"];
        put: operations["profile_putMe"];
        post?: never;
        delete: operations["erasure_erase"];
        options?: never;
        head?: never;
        patch: operations["profile_patchMe"];
        trace?: never;
    };
    "/api/v1/users/me/billing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["billing_read"];
        put: operations["billing_change"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["erasure_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/mfa/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["mfa_disable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/mfa/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["mfa_enable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/mfa/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["mfa_renewRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/mfa/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["mfa_setUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/mfa/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["mfa_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["passkeys_list"];
        put?: never;
        post: operations["passkeys_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/passkeys/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["passkeys_options"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/passkeys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["passkeys_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @deprecated */
        post: operations["authAlias_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/request-password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["credentials_requestPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/resend-verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["verification_resendVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["sessions_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["sessions_end"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["apiTokens_list"];
        put?: never;
        post: operations["apiTokens_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["apiTokens_end"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/update_profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["profile_putSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["profile_patchSettings"];
        trace?: never;
    };
    "/api/v1/users/verify-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["verification_verifyEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["users_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/events_organized": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ticketing_listOrganized"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["reviews_ofPerson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["votes_list"];
        put?: never;
        post: operations["votes_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voting/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["votes_get"];
        put?: never;
        post?: never;
        delete: operations["votes_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voting/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["votes_end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voting/{id}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["votes_results"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/voting/{id}/vote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["votes_vote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/waitlist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["waitlist_list"];
        put?: never;
        post: operations["waitlist_join"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/waitlist/{id}/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["waitlist_leave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["workflows_list"];
        put?: never;
        post: operations["workflows_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["workflows_get"];
        put: operations["workflows_change"];
        post?: never;
        delete: operations["workflows_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/executions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["executions_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["executions_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["health_basic"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["health_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["health_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["health_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/media/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["media_picture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["metrics_text"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/github/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["oAuth_githubLogin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/github/login/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["oAuth_githubCallback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/google/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["oAuth_googleLogin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/google/login/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["oAuth_googleCallback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oidc/authenticate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["oidc_authenticate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oidc/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["oidc_callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oidc/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["oidc_logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/saml/acs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["saml_acs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/saml/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["saml_login"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/saml/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["saml_logout"];
        put?: never;
        post: operations["saml_postLogout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/saml/metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["saml_metadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/unsubscribe/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["unsubscribe_ask"];
        put?: never;
        post: operations["unsubscribe_stop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{organizer_slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["publicPages_ofOrganizer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/{organizer_slug}/{event_type_slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["publicPages_ofType"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AccessResponse: {
            access: string;
        };
        AccountCardResponse: {
            /** Format: int64 */
            id: number;
            username: string;
            /** Format: idn-email */
            email: string | null;
            full_name: string;
            /** @enum {string} */
            user_type: "attendee" | "organizer" | "admin";
            avatar: string | null;
            organization: string;
        };
        AccountOrderRequest: {
            password?: string;
            code?: string;
            recovery_code?: string;
            /** @enum {string} */
            status?: "active" | "suspended";
            /** @enum {string} */
            user_type?: "attendee" | "organizer" | "admin";
        };
        AccountOutOfBalanceResponse: {
            /** Format: int64 */
            id: number;
            /** @enum {string} */
            kind: "provider" | "receivable" | "credits" | "escrow" | "promotion" | "issuance";
            holder: string;
            currency: string;
            balance: string;
            postings: string;
        };
        AccountProfileResponse: {
            twitter: string;
            linkedin: string;
            github: string;
            facebook: string;
            newsletter_subscribed: boolean;
            notifications_enabled: boolean;
        };
        AccountResponse: {
            /** Format: int64 */
            id: number;
            username: string;
            /** Format: idn-email */
            email: string;
            first_name: string;
            last_name: string;
            full_name: string;
            /** @enum {string} */
            user_type: "attendee" | "organizer" | "admin";
            bio: string;
            phone: string;
            avatar: string | null;
            profile_picture: string | null;
            website: string;
            organization: string;
            timezone: string;
            slug: string;
            /** @enum {string} */
            status: "pending_verification" | "active" | "suspended" | "erased";
            is_verified: boolean;
            is_active: boolean;
            is_organizer: boolean;
            is_staff: boolean;
            /** Format: date-time */
            organizer_requested_at: string | null;
            mfa_enabled: boolean;
            /** Format: date-time */
            date_joined: string;
            /** Format: date-time */
            last_login: string | null;
            profile: components["schemas"]["AccountProfileResponse"];
        };
        AcknowledgementResponse: {
            message: string;
        };
        AddressRequest: {
            /** Format: idn-email */
            email: string;
        };
        AdminBookingResponse: {
            /** Format: int64 */
            id: number;
            /** @enum {string} */
            kind: "slot" | "appointment" | "ticket" | "meeting";
            /** Format: int64 */
            event: number | null;
            event_title: string | null;
            user_name: string;
            /** @enum {string} */
            status: "pending" | "confirmed" | "completed" | "no_show" | "cancelled" | "expired";
            number_of_tickets: number;
            total_price: string;
            currency: string;
            special_requirements: string;
            time_slot: components["schemas"]["TimeSlotResponse"] | null;
            appointment: components["schemas"]["AppointmentBody"] | null;
            /** Format: date-time */
            start_time: string;
            /** Format: date-time */
            end_time: string;
            /** Format: date-time */
            expires_at: string | null;
            /** @enum {string|null} */
            next: "confirm" | "pay" | null;
            refund_quote: components["schemas"]["RefundQuoteResponse"] | null;
            /** Format: date-time */
            checked_in_at: string | null;
            /** Format: date-time */
            registered_at: string;
            /** Format: date-time */
            confirmed_at: string | null;
            /** Format: date-time */
            cancelled_at: string | null;
            /** Format: date-time */
            created_at: string;
            user: components["schemas"]["BookerResponse"] | null;
            category: components["schemas"]["SlotCategoryResponse"] | null;
        };
        AdminTimeSlotResponse: {
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            start_time: string;
            /** Format: date-time */
            end_time: string;
            category: components["schemas"]["SlotCategoryResponse"] | null;
            capacity: number | null;
            seats_available: number | null;
            is_available: boolean;
            is_booked: boolean;
            booked_by_me: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            bookings: components["schemas"]["SlotBookingResponse"][];
        };
        AdminWebhookResponse: {
            /** Format: int64 */
            id: number;
            /** @enum {string} */
            direction: "outgoing" | "incoming";
            /** Format: uri */
            url: string;
            endpoint_key?: string;
            events: string[];
            description: string;
            is_active: boolean;
            /** Format: date-time */
            created_at: string;
            owner: components["schemas"]["WebhookOwnerResponse"];
            /** Format: date-time */
            failing_since: string | null;
            pending: number;
            failed: number;
            last_error: string | null;
        };
        AllReadResponse: {
            message: string;
            marked_count: number;
        };
        AnnouncementRequest: {
            subject: string;
            message: string;
        };
        AnnouncementResponse: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            event: number;
            subject: string;
            message: string;
            /** Format: date-time */
            created_at: string;
            recipients: number;
        };
        ApiTokenRequest: {
            name: string;
            scopes: ("identity:read" | "identity:write" | "scheduling:read" | "scheduling:write" | "booking:read" | "booking:write" | "payments:read" | "payments:write" | "collaboration:read" | "collaboration:write" | "messaging:read" | "messaging:write" | "integrations:read" | "integrations:write" | "admin:read" | "admin:write")[];
            /** Format: date-time */
            expires_at?: string | null;
        };
        ApiTokenResponse: {
            /** Format: int64 */
            id: number;
            name: string;
            prefix: string;
            scopes: ("identity:read" | "identity:write" | "scheduling:read" | "scheduling:write" | "booking:read" | "booking:write" | "payments:read" | "payments:write" | "collaboration:read" | "collaboration:write" | "messaging:read" | "messaging:write" | "integrations:read" | "integrations:write" | "admin:read" | "admin:write")[];
            /** Format: date-time */
            expires_at: string;
            /** Format: date-time */
            last_used_at: string | null;
            /** Format: date-time */
            created_at: string;
        };
        AppointmentAttendeeResponse: {
            name: string;
            /** Format: idn-email */
            email: string | null;
        };
        AppointmentBody: {
            /** Format: int64 */
            id: number | null;
            /** @enum {string} */
            kind: "appointment";
            /** @enum {string} */
            status: "pending" | "confirmed" | "completed" | "no_show" | "cancelled" | "expired" | "waitlisted";
            organizer: components["schemas"]["OrganizerSummaryResponse"];
            event_type: components["schemas"]["EventTypeSummaryResponse"];
            /** Format: date-time */
            start_time: string;
            /** Format: date-time */
            end_time: string;
            invitee_name: string;
            /** Format: idn-email */
            invitee_email: string | null;
            invitee_phone: string | null;
            invitee_timezone: string;
            attendee_count: number;
            attendees: components["schemas"]["AppointmentAttendeeResponse"][];
            custom_answers: {
                [key: string]: unknown;
            };
            location: string;
            total_price: string;
            currency: string;
            amount_paid: string;
            amount_refunded: string;
            /** Format: date-time */
            expires_at: string | null;
            cancel_reason: string | null;
            waitlist_position: number | null;
            reschedule_count: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        AppointmentRequest: {
            organizer_slug: string;
            event_type_slug: string;
            /** Format: date-time */
            start_time: string;
            duration?: number;
            invitee_name: string;
            /** Format: idn-email */
            invitee_email: string;
            invitee_phone?: string | null;
            /** @default UTC */
            invitee_timezone?: string;
            /** @default 1 */
            attendee_count?: number;
            /** @default {} */
            custom_answers?: {
                [key: string]: unknown;
            };
            /** @default false */
            join_waitlist?: boolean;
        };
        AppointmentResponse: {
            /** Format: int64 */
            id: number | null;
            /** @enum {string} */
            kind: "appointment";
            /** @enum {string} */
            status: "pending" | "confirmed" | "completed" | "no_show" | "cancelled" | "expired" | "waitlisted";
            organizer: components["schemas"]["OrganizerSummaryResponse"];
            event_type: components["schemas"]["EventTypeSummaryResponse"];
            /** Format: date-time */
            start_time: string;
            /** Format: date-time */
            end_time: string;
            invitee_name: string;
            /** Format: idn-email */
            invitee_email: string | null;
            invitee_phone: string | null;
            invitee_timezone: string;
            attendee_count: number;
            attendees: components["schemas"]["AppointmentAttendeeResponse"][];
            custom_answers: {
                [key: string]: unknown;
            };
            location: string;
            total_price: string;
            currency: string;
            amount_paid: string;
            amount_refunded: string;
            /** Format: date-time */
            expires_at: string | null;
            cancel_reason: string | null;
            waitlist_position: number | null;
            reschedule_count: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            access_token: string;
            manage_url: string;
        };
        AssignedTask: {
            /** Format: int64 */
            id: number;
            title: string;
            assignee: components["schemas"]["CreatorResponse"];
        };
        AssigneeResponse: {
            /** Format: int64 */
            id: number;
            username: string;
            first_name: string;
            last_name: string;
            email: string | null;
        };
        AttendeeResponse: {
            /** Format: int64 */
            id?: number;
            /** Format: int64 */
            user: number;
            user_name: string;
            number_of_tickets?: number;
            /** @enum {string} */
            status?: "pending" | "confirmed" | "completed" | "no_show" | "cancelled" | "expired";
            /** Format: date-time */
            checked_in_at?: string | null;
            /** Format: date-time */
            registered_at?: string;
        };
        AttendeesCountResponse: {
            count: number;
        };
        AuditEntryResponse: {
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            occurred_at: string;
            /** Format: int64 */
            actor: number | null;
            actor_name: string | null;
            action: string;
            subject_type: string;
            subject_id: string | null;
            ip_address: string | null;
            request_id: string | null;
            details: {
                [key: string]: unknown;
            };
            hash: string | null;
        };
        AvailabilityRuleChangeRequest: {
            day_of_week?: number;
            start_time?: string;
            end_time?: string;
        };
        AvailabilityRuleRequest: {
            day_of_week: number;
            start_time: string;
            end_time: string;
        };
        AvailabilityRuleResponse: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            user: number;
            day_of_week: number;
            start_time: string;
            end_time: string;
        };
        BallotCastResponse: {
            message: string;
            vote: components["schemas"]["CastVote"];
        };
        BallotRequestBody: {
            options?: number[];
            option_ids?: number[];
            /** Format: int64 */
            option_id?: number;
        };
        BillingRequest: {
            legal_name?: string;
            address?: string;
            country?: string;
            tax_id?: string;
        };
        BillingResponse: {
            legal_name: string;
            address: string;
            country: string;
            tax_id: string;
        };
        BlockedTimeRequest: {
            /** Format: date-time */
            start_time: string;
            /** Format: date-time */
            end_time: string;
            /** @default  */
            reason?: string;
        };
        BlockedTimeResponse: {
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            start_time: string;
            /** Format: date-time */
            end_time: string;
            reason: string;
            /** @enum {string} */
            source: "manual" | "incoming";
            /** Format: date-time */
            created_at: string;
        };
        BookRequest: {
            /** Format: int64 */
            time_slot?: number;
            /** Format: int64 */
            event?: number;
            /** @default 1 */
            number_of_tickets?: number;
            /** @default  */
            special_requirements?: string;
        };
        BookedTypeResponse: {
            /** Format: int64 */
            id: number;
            slug: string;
            name: string;
            description: string;
            duration: number;
            duration_options: number[];
            price: string;
            currency: string;
            max_attendees: number;
            /** @enum {string} */
            location_type: "video" | "phone" | "in_person" | "custom";
            color: string;
            requires_confirmation: boolean;
            booking_url: string;
            custom_questions: components["schemas"]["CustomQuestionResponse"][];
            minimum_notice: number;
            cancellation_notice: number;
            refund_policy: components["schemas"]["RefundStepBody"][];
        };
        BookerResponse: {
            /** Format: int64 */
            id: number;
            username: string;
            email: string | null;
        };
        BookingPageResponse: {
            organizer: components["schemas"]["OrganizerSummaryResponse"];
            event_type: components["schemas"]["BookedTypeResponse"];
            timezone: string;
            slots: components["schemas"]["FreeSlotResponse"][];
            explain?: components["schemas"]["SlotExplanationResponse"];
            meta: components["schemas"]["SlotsMetaResponse"];
        };
        BookingResponse: {
            /** Format: int64 */
            id: number;
            /** @enum {string} */
            kind: "slot" | "appointment" | "ticket" | "meeting";
            /** Format: int64 */
            event: number | null;
            event_title: string | null;
            user_name: string;
            /** @enum {string} */
            status: "pending" | "confirmed" | "completed" | "no_show" | "cancelled" | "expired";
            number_of_tickets: number;
            total_price: string;
            currency: string;
            special_requirements: string;
            time_slot: components["schemas"]["TimeSlotResponse"] | null;
            appointment: components["schemas"]["AppointmentBody"] | null;
            /** Format: date-time */
            start_time: string;
            /** Format: date-time */
            end_time: string;
            /** Format: date-time */
            expires_at: string | null;
            /** @enum {string|null} */
            next: "confirm" | "pay" | null;
            refund_quote: components["schemas"]["RefundQuoteResponse"] | null;
            /** Format: date-time */
            checked_in_at: string | null;
            /** Format: date-time */
            registered_at: string;
            /** Format: date-time */
            confirmed_at: string | null;
            /** Format: date-time */
            cancelled_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: int64 */
            user: number | null;
        };
        BriefTaskResponse: {
            /** Format: int64 */
            id: number;
            title: string;
            /** @enum {string} */
            status: "pending" | "in_progress" | "completed";
        };
        BriefVoteResponse: {
            /** Format: int64 */
            id: number;
            title: string;
            /** @enum {string} */
            status: "active" | "ended";
        };
        BuyerRequest: {
            legal_name: string;
            address?: string;
            country?: string;
            tax_id?: string;
        };
        CacheStatusResponse: {
            /** @enum {string} */
            status: "working" | "failing";
            /** @enum {string} */
            backend: "redis" | "memory";
        };
        CalculatedSlotsResponse: {
            organizer: components["schemas"]["OrganizerSummaryResponse"];
            event_type: components["schemas"]["EventTypeSummaryResponse"] | null;
            timezone: string;
            slots: components["schemas"]["FreeSlotResponse"][];
            explain?: components["schemas"]["SlotExplanationResponse"];
            meta: components["schemas"]["SlotsMetaResponse"];
        };
        CalendarChoiceRequest: {
            /** Format: int64 */
            id: number;
            blocks?: boolean;
            writes?: boolean;
        };
        CancelEventRequest: {
            reason?: string | null;
        };
        CancelRequest: {
            reason?: string | null;
        };
        CastVote: {
            /** Format: int64 */
            id: number;
            title: string;
            user_vote: components["schemas"]["UserVoteResponse"];
            total_votes: number;
        };
        CategoryChangeRequest: {
            name?: string;
            description?: string;
            color?: string;
        };
        CategoryRequest: {
            name: string;
            description?: string;
            color?: string;
        };
        CategoryResponse: {
            /** Format: int64 */
            id: number;
            name: string;
            slug: string;
            description: string;
            color: string;
        };
        CertificateResponse: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            event: number;
            event_title: string;
            /** Format: int64 */
            user: number;
            user_name: string;
            certificate_number: string;
            hours_completed: number;
            skill_tags: string;
            /** Format: uri */
            pdf_file: string;
            /** Format: uri */
            verify_url: string;
            is_downloaded: boolean;
            /** Format: date-time */
            issued_date: string;
            /** Format: date-time */
            downloaded_at: string | null;
        };
        CertificateVerificationResponse: {
            valid: boolean;
            certificate_number: string;
            holder_name: string | null;
            event_title: string | null;
            hours_completed: number | null;
            /** Format: date-time */
            issued_date: string | null;
        };
        ChangeEmailRequest: {
            password?: string;
            code?: string;
            recovery_code?: string;
            /** Format: idn-email */
            email: string;
        };
        ChangePasswordRequest: {
            new_password: string;
            new_password_confirm?: string;
            current_password?: string;
            old_password?: string;
            code?: string;
            recovery_code?: string;
            /** @default false */
            revoke_tokens?: boolean;
        };
        ChannelsResponse: {
            in_app: boolean;
            email: boolean;
            sms: boolean;
        };
        CheckInKeyResponse: {
            /** @enum {string} */
            kty: "OKP";
            /** @enum {string} */
            crv: "Ed25519";
            x: string;
            kid: string;
        };
        CheckInKeysResponse: {
            keys: components["schemas"]["CheckInKeyResponse"][];
        };
        CheckInRequest: {
            code: string;
        };
        CheckResponse: {
            /** @enum {string} */
            status: "healthy" | "unhealthy" | "not_configured";
            latency_ms: number | null;
        };
        ChecksResponse: {
            database: components["schemas"]["CheckResponse"];
            redis: components["schemas"]["CheckResponse"];
            channels: components["schemas"]["CheckResponse"];
        };
        CodeRequest: {
            code: string;
        };
        CompletedTask: {
            /** Format: int64 */
            id: number;
            title: string;
            /** @enum {string} */
            status: "pending" | "in_progress" | "completed";
            /** Format: date-time */
            completed_at: string | null;
        };
        ConfirmResetRequest: {
            new_password: string;
            new_password_confirm?: string;
            token: string;
        };
        ContactChangeRequest: {
            name?: string;
            /** Format: idn-email */
            email?: string;
            phone?: string;
            company?: string;
            notes?: string;
            tags?: string[];
            timezone?: string | null;
        };
        ContactDetailsResponse: {
            /** Format: int64 */
            id: number;
            name: string;
            /** Format: idn-email */
            email: string;
            phone: string;
            company: string;
            notes: string;
            tags: string[];
            timezone: string | null;
            /** @enum {string} */
            source: "booking" | "manual" | "import" | "incoming";
            bookings_count: number;
            /** Format: date-time */
            last_booking_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            bookings: components["schemas"]["AppointmentBody"][];
        };
        ContactRequest: {
            /** @default  */
            name?: string;
            /** Format: idn-email */
            email: string;
            /** @default  */
            phone?: string;
            /** @default  */
            company?: string;
            /** @default  */
            notes?: string;
            /** @default [] */
            tags?: string[];
            /** @default null */
            timezone?: string | null;
        };
        ContactResponse: {
            /** Format: int64 */
            id: number;
            name: string;
            /** Format: idn-email */
            email: string;
            phone: string;
            company: string;
            notes: string;
            tags: string[];
            timezone: string | null;
            /** @enum {string} */
            source: "booking" | "manual" | "import" | "incoming";
            bookings_count: number;
            /** Format: date-time */
            last_booking_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        ContactsImportResponse: {
            created: number;
            updated: number;
            skipped: number;
            errors: components["schemas"]["ImportErrorResponse"][];
            errors_count: number;
        };
        ConversationResponse: {
            /** Format: int64 */
            user_id: number;
            username: string;
            full_name: string;
            last_message: components["schemas"]["MessageResponse"];
            unread_count: number;
        };
        CreatorResponse: {
            /** Format: int64 */
            id: number;
            username: string;
        };
        CredentialsMessageResponse: {
            message: string;
        };
        CreditBalanceResponse: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            user: number;
            balance: number;
            /** Format: date-time */
            updated_at: string;
        };
        CreditEntryResponse: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            user: number;
            username: string;
            /** @enum {string} */
            transaction_type: "initial" | "purchased" | "spent" | "earned" | "refunded";
            amount: number;
            description: string;
            /** Format: int64 */
            related_meeting_id: number | null;
            /** Format: date-time */
            created_at: string;
        };
        CreditPaymentResponse: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            user: number;
            /** @enum {string} */
            payment_method: "mock" | "credit_card" | "stripe";
            amount: string;
            currency: string;
            /** @enum {string} */
            status: "pending" | "completed" | "failed";
            credits_purchased: number;
            transaction_id: string;
            failure_reason: string | null;
            checkout_url: string | null;
            /** Format: date-time */
            created_at: string;
        };
        CreditPurchaseRequest: {
            /** @enum {string} */
            payment_method: "mock" | "credit_card" | "stripe";
            amount: string;
            credits_to_purchase: number;
        };
        CreditPurchaseResponse: {
            success: boolean;
            payment: components["schemas"]["CreditPaymentResponse"];
            transaction: components["schemas"]["CreditEntryResponse"] | null;
            new_balance: number;
        };
        CreditTransferRequest: {
            /** Format: int64 */
            meeting_id: number;
            amount: number;
        };
        CreditTransferResponse: {
            success: boolean;
            message: string;
            new_balance: number;
        };
        CsrfResponse: {
            csrf_token: string;
            csrfToken: string;
        };
        CurrencySumResponse: {
            currency: string;
            sum: string;
        };
        CustomQuestionBody: {
            key: string;
            label: string;
            /** @enum {string} */
            type: "text" | "textarea" | "select" | "checkbox" | "number";
            /** @default false */
            required?: boolean;
            options?: string[];
        };
        CustomQuestionResponse: {
            key: string;
            label: string;
            /** @enum {string} */
            type: "text" | "textarea" | "select" | "checkbox" | "number";
            required: boolean;
            options: string[];
        };
        DatabaseStatusResponse: {
            /** @enum {string} */
            status: "connected" | "disconnected";
            version?: string;
            table_count?: number;
        };
        DatedEventResponse: {
            /** Format: int64 */
            id: number;
            title: string;
            /** Format: date-time */
            date: string;
        };
        DeliveryAttemptResponse: {
            /** Format: date-time */
            at: string;
            status_code: number | null;
            error: string | null;
            duration_ms: number;
        };
        ErrorResponse: {
            error: string;
            message: string;
            detail: string;
            code: string;
            details: {
                [key: string]: unknown;
            } | null;
            field_errors?: {
                [key: string]: string[];
            };
            errors?: {
                [key: string]: string[];
            };
            retry_after?: number;
            /** Format: date-time */
            timestamp: string;
            request_id: string;
        };
        EventBriefResponse: {
            /** Format: int64 */
            id: number;
            title: string;
        };
        EventChangeRequest: {
            title?: string;
            description?: string;
            /** @enum {string|null} */
            category?: "workshop" | "webinar" | "conference" | "masterclass" | "meetup" | "training" | null;
            location?: string;
            is_online?: boolean;
            online_url?: string;
            /** Format: date-time */
            date?: string;
            /** Format: date-time */
            start_date?: string;
            /** Format: date-time */
            end_date?: string;
            timezone?: string;
            /** Format: date-time */
            registration_deadline?: string | null;
            max_participants?: number | null;
            max_attendees?: number | null;
            price?: string;
            currency?: string;
            tax_rate?: string;
            refund_policy?: components["schemas"]["RefundStepBody"][] | null;
            /** @enum {string} */
            visibility?: "public" | "invited";
            tags?: string;
        };
        EventDetailsResponse: {
            /** Format: int64 */
            id: number;
            /** @enum {string} */
            kind: "gathering" | "ticketed";
            title: string;
            description: string;
            /** @enum {string|null} */
            category: "workshop" | "webinar" | "conference" | "masterclass" | "meetup" | "training" | null;
            creator: components["schemas"]["MemberResponse"];
            /** Format: int64 */
            organizer: number;
            organizer_name: string;
            location: string;
            is_online: boolean;
            online_url: string;
            /** @enum {string} */
            status: "upcoming" | "draft" | "published" | "ongoing" | "completed" | "cancelled";
            /** @enum {string} */
            visibility: "public" | "invited";
            /** Format: date-time */
            date: string;
            /** Format: date-time */
            start_date: string;
            /** Format: date-time */
            end_date: string;
            timezone: string;
            /** Format: date-time */
            registration_deadline: string | null;
            max_participants: number | null;
            max_attendees: number | null;
            current_participants: number;
            attendees_count: number;
            available_spots: number | null;
            is_registration_open: boolean;
            price: string;
            currency: string;
            tax_rate: string;
            refund_policy: components["schemas"]["RefundStepBody"][] | null;
            cover_image: string | null;
            tags: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            participants: components["schemas"]["MemberResponse"][];
            tasks: components["schemas"]["BriefTaskResponse"][];
            votes: components["schemas"]["BriefVoteResponse"][];
            sessions: components["schemas"]["SessionResponse"][];
            payment_methods: string[];
        };
        EventRequest: {
            title: string;
            description?: string;
            /** @enum {string|null} */
            category?: "workshop" | "webinar" | "conference" | "masterclass" | "meetup" | "training" | null;
            location?: string;
            is_online?: boolean;
            online_url?: string;
            /** Format: date-time */
            date?: string;
            /** Format: date-time */
            start_date?: string;
            /** Format: date-time */
            end_date?: string;
            timezone?: string;
            /** Format: date-time */
            registration_deadline?: string | null;
            max_participants?: number | null;
            max_attendees?: number | null;
            price?: string;
            currency?: string;
            tax_rate?: string;
            refund_policy?: components["schemas"]["RefundStepBody"][] | null;
            /** @enum {string} */
            visibility?: "public" | "invited";
            tags?: string;
        };
        EventResponse: {
            /** Format: int64 */
            id: number;
            /** @enum {string} */
            kind: "gathering" | "ticketed";
            title: string;
            description: string;
            /** @enum {string|null} */
            category: "workshop" | "webinar" | "conference" | "masterclass" | "meetup" | "training" | null;
            creator: components["schemas"]["MemberResponse"];
            /** Format: int64 */
            organizer: number;
            organizer_name: string;
            location: string;
            is_online: boolean;
            online_url: string;
            /** @enum {string} */
            status: "upcoming" | "draft" | "published" | "ongoing" | "completed" | "cancelled";
            /** @enum {string} */
            visibility: "public" | "invited";
            /** Format: date-time */
            date: string;
            /** Format: date-time */
            start_date: string;
            /** Format: date-time */
            end_date: string;
            timezone: string;
            /** Format: date-time */
            registration_deadline: string | null;
            max_participants: number | null;
            max_attendees: number | null;
            current_participants: number;
            attendees_count: number;
            available_spots: number | null;
            is_registration_open: boolean;
            price: string;
            currency: string;
            tax_rate: string;
            refund_policy: components["schemas"]["RefundStepBody"][] | null;
            cover_image: string | null;
            tags: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        EventStatisticsResponse: {
            total_attendees: number;
            available_spots: number | null;
            waitlist_count: number;
            checked_in_count: number;
            reviews_count: number;
            average_rating: number;
            average_rating_attended: number;
            total_revenue: number | null;
        };
        EventTypeChangeRequest: {
            name?: string;
            slug?: string;
            description?: string;
            duration?: number;
            duration_options?: number[];
            slot_interval?: number | null;
            buffer_before?: number;
            buffer_after?: number;
            minimum_notice?: number;
            cancellation_notice?: number;
            /** @enum {string} */
            booking_window_type?: "unlimited" | "days" | "business_days" | "range";
            booking_window_days?: number;
            /** Format: date */
            booking_window_start?: string | null;
            /** Format: date */
            booking_window_end?: string | null;
            max_bookings_per_day?: number | null;
            max_bookings_per_week?: number | null;
            max_attendees?: number;
            /** @enum {string} */
            location_type?: "video" | "phone" | "in_person" | "custom";
            location?: string;
            requires_confirmation?: boolean;
            price?: string;
            currency?: string;
            refund_policy?: components["schemas"]["RefundStepBody"][] | null;
            is_active?: boolean;
            is_public?: boolean;
            color?: string;
            custom_questions?: components["schemas"]["CustomQuestionBody"][];
        };
        EventTypeRequest: {
            name: string;
            slug?: string;
            description?: string;
            duration: number;
            duration_options?: number[];
            slot_interval?: number | null;
            buffer_before?: number;
            buffer_after?: number;
            minimum_notice?: number;
            cancellation_notice?: number;
            /** @enum {string} */
            booking_window_type?: "unlimited" | "days" | "business_days" | "range";
            booking_window_days?: number;
            /** Format: date */
            booking_window_start?: string | null;
            /** Format: date */
            booking_window_end?: string | null;
            max_bookings_per_day?: number | null;
            max_bookings_per_week?: number | null;
            max_attendees?: number;
            /** @enum {string} */
            location_type?: "video" | "phone" | "in_person" | "custom";
            location?: string;
            requires_confirmation?: boolean;
            price?: string;
            currency?: string;
            refund_policy?: components["schemas"]["RefundStepBody"][] | null;
            is_active?: boolean;
            is_public?: boolean;
            color?: string;
            custom_questions?: components["schemas"]["CustomQuestionBody"][];
        };
        EventTypeResponse: {
            /** Format: int64 */
            id: number;
            organizer_slug: string;
            slug: string;
            public_url: string;
            name: string;
            description: string;
            duration: number;
            duration_options: number[];
            slot_interval: number;
            buffer_before: number;
            buffer_after: number;
            minimum_notice: number;
            cancellation_notice: number;
            /** @enum {string} */
            booking_window_type: "unlimited" | "days" | "business_days" | "range";
            booking_window_days: number;
            /** Format: date */
            booking_window_start: string | null;
            /** Format: date */
            booking_window_end: string | null;
            max_bookings_per_day: number | null;
            max_bookings_per_week: number | null;
            max_attendees: number;
            /** @enum {string} */
            location_type: "video" | "phone" | "in_person" | "custom";
            location: string;
            requires_confirmation: boolean;
            price: string;
            currency: string;
            refund_policy: components["schemas"]["RefundStepBody"][];
            is_active: boolean;
            is_public: boolean;
            color: string;
            custom_questions: components["schemas"]["CustomQuestionResponse"][];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        EventTypeSummaryResponse: {
            /** Format: int64 */
            id: number;
            slug: string;
            name: string;
            duration: number;
        };
        ExecutedActionResponse: {
            /** @enum {string} */
            type: "email" | "sms" | "notification" | "webhook";
            /** @enum {string} */
            status: "pending" | "running" | "succeeded" | "failed" | "skipped" | "cancelled";
            /** Format: date-time */
            scheduled_for: string;
            /** Format: date-time */
            finished_at: string | null;
            error: string | null;
        };
        ExecutionResponse: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            booking_id: number;
            /** @enum {string} */
            trigger: "booking_created" | "booking_confirmed" | "booking_cancelled" | "booking_rescheduled" | "booking_completed" | "booking_no_show" | "before_booking" | "after_booking";
            /** @enum {string} */
            status: "pending" | "running" | "succeeded" | "failed" | "skipped" | "cancelled";
            actions: components["schemas"]["ExecutedActionResponse"][];
            /** Format: date-time */
            created_at: string;
        };
        ExpertResponse: {
            /** Format: int64 */
            id: number;
            username: string;
            full_name: string;
            slug: string;
            bio: string;
            profile_picture: string | null;
            timezone: string;
            average_rating: number;
            reviews_count: number;
            skills: components["schemas"]["UserSkillResponse"][];
        };
        ExportResponse: {
            /** Format: date-time */
            generated_at: string;
            account: {
                [key: string]: unknown;
            };
            sessions: Record<string, unknown>[];
            api_tokens: Record<string, unknown>[];
        } & {
            [key: string]: unknown;
        };
        FactorsResponse: {
            has_password: boolean;
            mfa_enabled: boolean;
            /** Format: date-time */
            mfa_enabled_at: string | null;
            recovery_codes_left: number;
            providers: string[];
            passkeys: components["schemas"]["PasskeyResponse"][];
        };
        FlatRegisteredResponse: {
            /** Format: int64 */
            id: number;
            username: string;
            /** Format: idn-email */
            email: string;
            first_name: string;
            last_name: string;
            full_name: string;
            /** @enum {string} */
            user_type: "attendee" | "organizer" | "admin";
            bio: string;
            phone: string;
            avatar: string | null;
            profile_picture: string | null;
            website: string;
            organization: string;
            timezone: string;
            slug: string;
            /** @enum {string} */
            status: "pending_verification" | "active" | "suspended" | "erased";
            is_verified: boolean;
            is_active: boolean;
            is_organizer: boolean;
            is_staff: boolean;
            /** Format: date-time */
            organizer_requested_at: string | null;
            mfa_enabled: boolean;
            /** Format: date-time */
            date_joined: string;
            /** Format: date-time */
            last_login: string | null;
            profile: components["schemas"]["AccountProfileResponse"];
            token?: string;
            access?: string;
            refresh?: string;
        };
        FlatSignedInResponse: {
            /** Format: int64 */
            id: number;
            username: string;
            /** Format: idn-email */
            email: string;
            first_name: string;
            last_name: string;
            full_name: string;
            /** @enum {string} */
            user_type: "attendee" | "organizer" | "admin";
            bio: string;
            phone: string;
            avatar: string | null;
            profile_picture: string | null;
            website: string;
            organization: string;
            timezone: string;
            slug: string;
            /** @enum {string} */
            status: "pending_verification" | "active" | "suspended" | "erased";
            is_verified: boolean;
            is_active: boolean;
            is_organizer: boolean;
            is_staff: boolean;
            /** Format: date-time */
            organizer_requested_at: string | null;
            mfa_enabled: boolean;
            /** Format: date-time */
            date_joined: string;
            /** Format: date-time */
            last_login: string | null;
            profile: components["schemas"]["AccountProfileResponse"];
            token: string;
            access: string;
            refresh: string;
        };
        FreeSlotResponse: {
            /** Format: date-time */
            start_time: string;
            /** Format: date-time */
            end_time: string;
            /** Format: date-time */
            local_start_time: string;
            /** Format: date-time */
            local_end_time: string;
            seats_available: number;
        };
        FreeStartResponse: {
            /** Format: date-time */
            start_time: string;
        };
        HealthResponse: {
            /** @enum {string} */
            status: "healthy";
            /** Format: date-time */
            timestamp: string;
            version: string;
        };
        ImportErrorResponse: {
            line: number;
            error: string;
        };
        IncomingAcceptedResponse: {
            accepted: boolean;
            /** Format: int64 */
            id: number;
        };
        IncomingMessageRequest: {
            type: string;
            data: {
                [key: string]: unknown;
            };
        };
        IntegrationCalendarResponse: {
            /** Format: int64 */
            id: number;
            name: string;
            is_primary: boolean;
            blocks: boolean;
            writes: boolean;
        };
        IntegrationChangeRequest: {
            calendars: components["schemas"]["CalendarChoiceRequest"][];
        };
        IntegrationRequest: {
            /** @enum {string} */
            provider: "ics" | "caldav";
            url: string;
            username?: string;
            password?: string;
        };
        IntegrationResponse: {
            /** Format: int64 */
            id: number;
            /** @enum {string} */
            provider: "google_calendar" | "microsoft_365" | "caldav" | "ics";
            account_email: string | null;
            url: string | null;
            /** @enum {string} */
            status: "syncing" | "active" | "error";
            is_stale: boolean;
            /** Format: date-time */
            last_synced_at: string | null;
            last_error: string | null;
            calendars: components["schemas"]["IntegrationCalendarResponse"][];
            /** Format: date-time */
            created_at: string;
        };
        InvitationResponse: {
            /** Format: int64 */
            id: number;
            user: components["schemas"]["MemberResponse"] | null;
            email: string | null;
            /** Format: date-time */
            created_at: string;
        };
        InviteRequest: {
            /** @default [] */
            users?: number[];
            /** @default [] */
            emails?: string[];
        };
        InvitedResponse: {
            message: string;
            invited: number;
        };
        InvoiceResponse: {
            /** Format: int64 */
            id: number;
            invoice_number: string;
            /** @enum {string} */
            kind: "invoice" | "credit_note";
            /** Format: int64 */
            payment: number;
            transaction_id: string;
            /** Format: int64 */
            booking: number;
            event_title: string;
            issued_to: string;
            lines: components["schemas"]["LineResponse"][];
            seller: components["schemas"]["BillingResponse"] | null;
            buyer: components["schemas"]["BillingResponse"] | null;
            net: string;
            tax: string;
            total: string;
            currency: string;
            is_sent: boolean;
            /** Format: date-time */
            sent_at: string | null;
            /** Format: date-time */
            issued_at: string;
        };
        JoinedEventResponse: {
            /** Format: int64 */
            id: number;
            title: string;
            current_participants: number;
        };
        LedgerInvariantsResponse: {
            currencies: components["schemas"]["CurrencySumResponse"][];
            accounts_out_of_balance: components["schemas"]["AccountOutOfBalanceResponse"][];
            transfers_out_of_balance: number[];
            accounts_below_zero: number[];
        };
        LineResponse: {
            description: string;
            quantity: number;
            unit_price: string;
            amount: string;
        };
        LivenessResponse: {
            /** @enum {string} */
            status: "alive" | "stopping";
            /** Format: date-time */
            timestamp: string;
            app_ready: boolean;
        };
        LoginRequest: {
            username?: string;
            email?: string;
            password: string;
        };
        LoginSessionResponse: {
            /** Format: int64 */
            id: number;
            device: string;
            user_agent: string;
            ip_address: string;
            /** @enum {string} */
            method: "registration" | "password" | "passkey" | "google" | "github" | "oidc" | "saml" | "token";
            mfa: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            last_used_at: string;
            is_current: boolean;
        };
        LogoutRequest: {
            refresh?: string | null;
        };
        MailedTokenRequest: {
            token: string;
        };
        ManageRequest: {
            /** @enum {string} */
            action: "cancel" | "reschedule" | "add_attendee" | "remove_attendee" | "confirm";
            reason?: string | null;
            /** Format: date-time */
            start_time?: string;
            duration?: number;
            name?: string;
            /** Format: idn-email */
            email?: string;
        };
        ManagedAppointmentResponse: {
            /** Format: int64 */
            id: number | null;
            /** @enum {string} */
            kind: "appointment";
            /** @enum {string} */
            status: "pending" | "confirmed" | "completed" | "no_show" | "cancelled" | "expired" | "waitlisted";
            organizer: components["schemas"]["OrganizerSummaryResponse"];
            event_type: components["schemas"]["EventTypeSummaryResponse"];
            /** Format: date-time */
            start_time: string;
            /** Format: date-time */
            end_time: string;
            invitee_name: string;
            /** Format: idn-email */
            invitee_email: string | null;
            invitee_phone: string | null;
            invitee_timezone: string;
            attendee_count: number;
            attendees: components["schemas"]["AppointmentAttendeeResponse"][];
            custom_answers: {
                [key: string]: unknown;
            };
            location: string;
            total_price: string;
            currency: string;
            amount_paid: string;
            amount_refunded: string;
            /** Format: date-time */
            expires_at: string | null;
            cancel_reason: string | null;
            waitlist_position: number | null;
            reschedule_count: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            access_token: string;
            manage_url: string;
            available_actions: ("cancel" | "reschedule" | "add_attendee" | "remove_attendee" | "confirm" | "pay")[];
            /** Format: date-time */
            changeable_until: string | null;
            refund_quote: components["schemas"]["RefundQuoteResponse"] | null;
            payment_methods: string[];
        };
        MeetingDetailsResponse: {
            /** Format: int64 */
            id: number;
            title: string;
            description: string;
            /** Format: int64 */
            requester_id: number;
            requester_name: string;
            /** Format: int64 */
            expert_id: number;
            expert_name: string;
            /** @enum {string} */
            status: "pending" | "confirmed" | "completed" | "no_show" | "cancelled" | "expired";
            /** Format: int64 */
            category_id: number;
            category_name: string;
            /** Format: date-time */
            scheduled_start: string;
            /** Format: date-time */
            scheduled_end: string;
            /** Format: date-time */
            created_at: string;
            reviews: components["schemas"]["MeetingReviewResponse"][];
        };
        MeetingRequest: {
            title: string;
            /** @default  */
            description?: string;
            /** Format: int64 */
            expert_id: number;
            /** Format: int64 */
            category_id: number;
            /** Format: date-time */
            scheduled_start: string;
            /** Format: date-time */
            scheduled_end: string;
        };
        MeetingResponse: {
            /** Format: int64 */
            id: number;
            title: string;
            description: string;
            /** Format: int64 */
            requester_id: number;
            requester_name: string;
            /** Format: int64 */
            expert_id: number;
            expert_name: string;
            /** @enum {string} */
            status: "pending" | "confirmed" | "completed" | "no_show" | "cancelled" | "expired";
            /** Format: int64 */
            category_id: number;
            category_name: string;
            /** Format: date-time */
            scheduled_start: string;
            /** Format: date-time */
            scheduled_end: string;
            /** Format: date-time */
            created_at: string;
        };
        MeetingReviewResponse: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            reviewer_id: number;
            reviewer_name: string;
            /** Format: int64 */
            reviewee_id: number;
            reviewee_name: string;
            rating: number;
            review_text: string;
            /** Format: date-time */
            created_at: string;
        };
        MeetingStatusRequest: {
            /** @enum {string} */
            status: "pending" | "confirmed" | "completed" | "no_show" | "cancelled" | "expired";
        };
        MeetingStatusResponse: {
            /** Format: int64 */
            id: number;
            /** @enum {string} */
            status: "pending" | "confirmed" | "completed" | "no_show" | "cancelled" | "expired";
            /** Format: date-time */
            updated_at: string;
        };
        MemberResponse: {
            /** Format: int64 */
            id: number;
            username: string;
            first_name: string;
            last_name: string;
        };
        MessageRequest: {
            /** Format: int64 */
            receiver_id: number;
            content: string;
        };
        MessageResponse: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            sender_id: number;
            sender_name: string;
            /** Format: int64 */
            receiver_id: number;
            receiver_name: string;
            content: string;
            is_read: boolean;
            /** Format: date-time */
            created_at: string;
        };
        MfaDisabledResponse: {
            mfa_enabled: boolean;
        };
        MfaEnableRequest: {
            code: string;
        };
        MfaEnabledResponse: {
            mfa_enabled: boolean;
            recovery_codes: string[];
        };
        MfaProofRequest: {
            password?: string;
            code?: string;
            recovery_code?: string;
        };
        MfaRequiredResponse: {
            mfa_required: boolean;
            mfa_token: string;
        };
        MfaSetupRequest: {
            password?: string;
        };
        MfaSetupResponse: {
            secret: string;
            otpauth_url: string;
            qr_code: string;
        };
        MfaVerifyRequest: {
            mfa_token: string;
            code?: string;
            recovery_code?: string;
        };
        NewApiTokenResponse: {
            /** Format: int64 */
            id: number;
            name: string;
            prefix: string;
            scopes: ("identity:read" | "identity:write" | "scheduling:read" | "scheduling:write" | "booking:read" | "booking:write" | "payments:read" | "payments:write" | "collaboration:read" | "collaboration:write" | "messaging:read" | "messaging:write" | "integrations:read" | "integrations:write" | "admin:read" | "admin:write")[];
            /** Format: date-time */
            expires_at: string;
            /** Format: date-time */
            last_used_at: string | null;
            /** Format: date-time */
            created_at: string;
            token: string;
        };
        NewPasskeyRequest: {
            name: string;
            credential: {
                [key: string]: unknown;
            };
        };
        NewPeopleResponse: {
            /** Format: date */
            date: string;
            count: number;
        };
        NotificationChangeRequest: {
            is_read: boolean;
        };
        NotificationResponse: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            user: number;
            /** Format: int64 */
            user_id: number;
            user_name: string;
            /** Format: int64 */
            event: number | null;
            event_title: string | null;
            /** @enum {string} */
            notification_type: "booking_confirmation" | "booking_cancelled" | "booking_moved" | "booking_created" | "booking_request" | "hosted_booking_cancelled" | "hosted_booking_moved" | "booking_reminder" | "workflow_message" | "meeting_request" | "meeting_confirmed" | "meeting_cancelled" | "meeting_completed" | "event_update" | "event_cancelled" | "event_reminder" | "event_announcement" | "event_invitation" | "event_joined" | "event_left" | "waitlist_offer" | "waitlist_offer_lapsed" | "waitlist_closed" | "payment_received" | "payment_failed" | "refund_issued" | "refund_failed" | "payment_disputed" | "invoice_ready" | "certificate_issued" | "review_received" | "new_message" | "task_assigned" | "task_unassigned" | "task_completed" | "task_due" | "vote_started" | "vote_ended" | "calendar_error" | "calendar_conflict" | "webhook_disabled";
            title: string;
            message: string;
            content: string;
            /** Format: int64 */
            related_id: number | null;
            is_read: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            read_at: string | null;
        };
        OAuthCallbackRequest: {
            /** @enum {string} */
            provider: "google_calendar" | "microsoft_365";
            code: string;
            state: string;
        };
        OAuthInitiateRequest: {
            /** @enum {string} */
            provider: "google_calendar" | "microsoft_365";
            redirect_uri?: string;
        };
        OAuthInitiateResponse: {
            authorization_url: string;
            state: string;
        };
        OAuthProviderResponse: {
            /** @enum {string} */
            provider: "google_calendar" | "microsoft_365";
            name: string;
            configured: boolean;
        };
        OAuthProvidersResponse: {
            providers: components["schemas"]["OAuthProviderResponse"][];
        };
        OidcLogoutResponse: {
            message: string;
            end_session_url: string | null;
        };
        OidcProviderResponse: {
            key: string;
            name: string;
            login_url: string;
        };
        OidcStatusResponse: {
            configured: boolean;
            login_url: string | null;
            providers: components["schemas"]["OidcProviderResponse"][];
        };
        OptionResultResponse: {
            /** Format: int64 */
            option_id: number;
            text: string;
            vote_count: number;
            percentage: number;
        };
        OrganizerPageResponse: {
            organizer: components["schemas"]["PublicOrganizerResponse"];
            event_types: components["schemas"]["PublicTypeResponse"][];
        };
        OrganizerSummaryResponse: {
            slug: string;
            full_name: string;
            timezone: string;
        };
        OverrideRequest: {
            /** Format: date */
            date: string;
            /** @default true */
            is_available?: boolean;
            start_time?: string;
            end_time?: string;
            /** @default  */
            reason?: string;
        };
        OverrideResponse: {
            /** Format: int64 */
            id: number;
            /** Format: date */
            date: string;
            is_available: boolean;
            start_time: string | null;
            end_time: string | null;
            reason: string;
            /** Format: date-time */
            created_at: string;
        };
        OwnWebhookResponse: {
            /** Format: int64 */
            id: number;
            /** @enum {string} */
            direction: "outgoing" | "incoming";
            /** Format: uri */
            url: string;
            endpoint_key?: string;
            events: string[];
            description: string;
            is_active: boolean;
            /** Format: date-time */
            created_at: string;
            secret?: string;
        };
        OwnWorkflowResponse: {
            /** Format: int64 */
            id: number;
            name: string;
            /** @enum {string} */
            trigger: "booking_created" | "booking_confirmed" | "booking_cancelled" | "booking_rescheduled" | "booking_completed" | "booking_no_show" | "before_booking" | "after_booking";
            offset_minutes: number | null;
            event_type_ids: number[];
            conditions: components["schemas"]["WorkflowConditionBody"][];
            actions: components["schemas"]["WorkflowActionResponse"][];
            is_active: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            webhook_secret: string | null;
        };
        ParticipationResponse: {
            message: string;
            event: components["schemas"]["JoinedEventResponse"];
        };
        PasskeyCreationOptionsResponse: {
            challenge: string;
            rp: {
                [key: string]: unknown;
            };
            user: {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        PasskeyRequestOptionsResponse: {
            challenge: string;
            rpId: string;
        } & {
            [key: string]: unknown;
        };
        PasskeyResponse: {
            /** Format: int64 */
            id: number;
            name: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            last_used_at: string | null;
            backed_up: boolean;
        };
        PasskeySignInOptionsRequest: {
            mfa_token?: string;
        };
        PasskeySignInRequest: {
            mfa_token?: string;
            credential: {
                [key: string]: unknown;
            };
        };
        PayByLinkRequest: {
            amount: string;
            /** @enum {string} */
            method: "mock" | "credit_card" | "stripe";
            currency?: string;
            billing?: components["schemas"]["BuyerRequest"] | null;
        };
        PayRequest: {
            amount: string;
            /** @enum {string} */
            method: "mock" | "credit_card" | "stripe";
            currency?: string;
            billing?: components["schemas"]["BuyerRequest"] | null;
            /** Format: int64 */
            booking: number;
        };
        PaymentResponse: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            booking: number;
            booking_event: string;
            /** Format: int64 */
            user: number | null;
            user_name: string;
            amount: string;
            currency: string;
            /** @enum {string} */
            status: "pending" | "failed" | "completed" | "partially_refunded" | "refunded";
            /** @enum {string} */
            method: "mock" | "credit_card" | "stripe";
            provider: string;
            transaction_id: string;
            reference_number: string;
            refunded_amount: string;
            failure_reason: string | null;
            checkout_url: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            processed_at: string | null;
            /** Format: date-time */
            refunded_at: string | null;
        };
        PersonSessionsResponse: {
            sessions: components["schemas"]["LoginSessionResponse"][];
            factors: components["schemas"]["FactorsResponse"];
        };
        PreferencesRequest: {
            preferences: {
                [key: string]: unknown;
            };
        };
        PreferencesResponse: {
            preferences: components["schemas"]["TypesResponse"];
            always_mailed: ("booking_confirmation" | "booking_cancelled" | "booking_moved" | "booking_created" | "booking_request" | "hosted_booking_cancelled" | "hosted_booking_moved" | "booking_reminder" | "workflow_message" | "meeting_request" | "meeting_confirmed" | "meeting_cancelled" | "meeting_completed" | "event_update" | "event_cancelled" | "event_reminder" | "event_announcement" | "event_invitation" | "event_joined" | "event_left" | "waitlist_offer" | "waitlist_offer_lapsed" | "waitlist_closed" | "payment_received" | "payment_failed" | "refund_issued" | "refund_failed" | "payment_disputed" | "invoice_ready" | "certificate_issued" | "review_received" | "new_message" | "task_assigned" | "task_unassigned" | "task_completed" | "task_due" | "vote_started" | "vote_ended" | "calendar_error" | "calendar_conflict" | "webhook_disabled")[];
        };
        ProfileRequest: {
            first_name?: string;
            last_name?: string;
            bio?: string;
            phone?: string;
            website?: string;
            organization?: string;
            timezone?: string;
            slug?: string;
            /** Format: uri */
            avatar?: string | null;
            /** Format: uri */
            profile_picture?: string | null;
            profile?: components["schemas"]["SettingsRequest"];
        };
        ProviderStatusResponse: {
            configured: boolean;
            login_url: string | null;
        };
        ProvidersResponse: {
            google: components["schemas"]["ProviderStatusResponse"];
            github: components["schemas"]["ProviderStatusResponse"];
            oidc: components["schemas"]["OidcStatusResponse"];
            saml: components["schemas"]["ProviderStatusResponse"];
        };
        PublicOrganizerResponse: {
            slug: string;
            full_name: string;
            bio: string;
            avatar: string | null;
            website: string;
            organization: string;
            timezone: string;
        };
        PublicTypeResponse: {
            /** Format: int64 */
            id: number;
            slug: string;
            name: string;
            description: string;
            duration: number;
            duration_options: number[];
            price: string;
            currency: string;
            max_attendees: number;
            /** @enum {string} */
            location_type: "video" | "phone" | "in_person" | "custom";
            color: string;
            requires_confirmation: boolean;
            booking_url: string;
        };
        QueueResponse: {
            name: string;
            waiting: number;
            active: number;
            delayed: number;
            failed: number;
            completed_last_hour: number;
            oldest_waiting_seconds: number;
        };
        ReadinessResponse: {
            /** @enum {string} */
            status: "healthy" | "unhealthy";
            /** Format: date-time */
            timestamp: string;
            checks: components["schemas"]["ChecksResponse"];
            total_latency_ms: number;
        };
        ReauthenticationRequest: {
            password?: string;
            code?: string;
            recovery_code?: string;
        };
        ReceiptResponse: {
            receipt_number: string;
            payment: components["schemas"]["PaymentResponse"];
            booking: components["schemas"]["BookingResponse"];
            issued_to: string;
            lines: components["schemas"]["LineResponse"][];
            total: string;
            currency: string;
            /** Format: date-time */
            issued_at: string;
        };
        ReceivedResponse: {
            received: boolean;
        };
        RecoveryCodesResponse: {
            recovery_codes: string[];
        };
        RefreshRequest: {
            refresh: string;
        };
        RefundQuoteResponse: {
            amount: string;
            percent: number;
            /** Format: date-time */
            until: string;
        };
        RefundStepBody: {
            hours_before: number;
            percent: number;
        };
        RegisterRequest: {
            username: string;
            /** Format: idn-email */
            email: string;
            password: string;
            password_confirm?: string;
            first_name?: string;
            last_name?: string;
            /** @enum {string} */
            user_type?: "attendee" | "organizer" | "admin";
            phone?: string;
            organization?: string;
            timezone?: string;
        };
        RegisterWithConfirmationRequest: {
            username: string;
            /** Format: idn-email */
            email: string;
            password: string;
            password_confirm: string;
            first_name?: string;
            last_name?: string;
            /** @enum {string} */
            user_type?: "attendee" | "organizer" | "admin";
            phone?: string;
            organization?: string;
            timezone?: string;
        };
        RegisteredResponse: {
            access?: string;
            refresh?: string;
            user: components["schemas"]["AccountResponse"];
        };
        RescheduleRequest: {
            /** Format: date-time */
            start_time: string;
            duration?: number;
            reason?: string | null;
        };
        ResourcesResponse: {
            name: string;
            version: string;
            /** Format: uri */
            documentation: string;
            /** Format: uri */
            schema: string;
            /** Format: uri */
            guides: string;
            resources: {
                [key: string]: unknown;
            };
        };
        RetriedJobsResponse: {
            name: string;
            retried: number;
        };
        ReviewOfMeetingResponse: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            reviewer_id: number;
            reviewer_name: string;
            /** Format: int64 */
            reviewee_id: number;
            reviewee_name: string;
            rating: number;
            review_text: string;
            /** Format: date-time */
            created_at: string;
            /** Format: int64 */
            meeting_id: number;
        };
        ReviewRequest: {
            /** Format: int64 */
            event?: number;
            /** Format: int64 */
            meeting_id?: number;
            /** Format: int64 */
            reviewee_id?: number;
            rating: number;
            /** @default  */
            title?: string;
            /** @default  */
            review?: string;
            review_text?: string;
        };
        ReviewResponse: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            event: number;
            event_title: string;
            /** Format: int64 */
            user: number;
            user_name: string;
            rating: number;
            title: string;
            review: string;
            attended: boolean;
            helpful_count: number;
            unhelpful_count: number;
            helpful_percentage: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        SamlResponseForm: {
            SAMLResponse?: string;
            RelayState?: string;
        };
        SentAnnouncementResponse: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            event: number;
            subject: string;
            message: string;
            /** Format: date-time */
            created_at: string;
            recipients: number | null;
        };
        SessionChangeRequest: {
            /** Format: int64 */
            event?: number;
            title?: string;
            description?: string;
            /** Format: date-time */
            start_time?: string;
            /** Format: date-time */
            end_time?: string;
            /** Format: int64 */
            speaker?: number | null;
            speaker_name?: string;
            room_or_link?: string;
        };
        SessionRequest: {
            /** Format: int64 */
            event: number;
            title: string;
            /** @default  */
            description?: string;
            /** Format: date-time */
            start_time: string;
            /** Format: date-time */
            end_time: string;
            /**
             * Format: int64
             * @default null
             */
            speaker?: number | null;
            /** @default  */
            speaker_name?: string;
            /** @default  */
            room_or_link?: string;
        };
        SessionResponse: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            event: number;
            title: string;
            description: string;
            /** Format: date-time */
            start_time: string;
            /** Format: date-time */
            end_time: string;
            /** Format: int64 */
            speaker: number | null;
            speaker_name: string;
            room_or_link: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        SettingsRequest: {
            twitter?: string;
            linkedin?: string;
            github?: string;
            facebook?: string;
            newsletter_subscribed?: boolean;
            notifications_enabled?: boolean;
        };
        SignedInResponse: {
            access: string;
            refresh: string;
            user: components["schemas"]["AccountResponse"];
        };
        SignedOutResponse: {
            success: boolean;
            message: string;
        };
        SlotBookingResponse: {
            /** Format: int64 */
            id: number;
            user: components["schemas"]["SlotHolderResponse"];
            /** @enum {string} */
            status: "pending" | "confirmed" | "completed" | "no_show";
        };
        SlotCategoryResponse: {
            /** Format: int64 */
            id: number;
            name: string;
            color: string;
        };
        SlotExplanationResponse: {
            /** Format: date-time */
            start_time: string;
            offered: boolean;
            /** @enum {string|null} */
            reason: "PAST" | "NOTICE" | "WINDOW" | "SEATS" | "OVERRIDE_CLOSED" | "OUTSIDE_RULES" | "BUSY" | "BUFFER" | "OFF_GRID" | "LIMIT_REACHED" | null;
            message: string;
            rule: components["schemas"]["SlotRuleResponse"] | null;
            next_free: components["schemas"]["FreeStartResponse"][];
        };
        SlotHolderResponse: {
            /** Format: int64 */
            id: number;
            username: string;
        };
        SlotRuleResponse: {
            /** @enum {string} */
            type: "clock" | "limit" | "override" | "weekly_rule" | "grid" | "busy" | "booking" | "blocked_time" | "calendar";
            /** Format: int64 */
            id: number | null;
            limit: string | null;
            value: number | string | null;
            /** Format: date-time */
            start_time: string | null;
            /** Format: date-time */
            end_time: string | null;
        };
        SlotsMetaResponse: {
            performance: components["schemas"]["SlotsPerformanceResponse"];
            /** Format: date-time */
            calendars_synced_at: string | null;
        };
        SlotsPerformanceResponse: {
            calculation_ms: number;
            cache_hit: boolean;
        };
        SlotsResponse: {
            organizer: components["schemas"]["OrganizerSummaryResponse"];
            event_type: components["schemas"]["EventTypeSummaryResponse"];
            timezone: string;
            slots: components["schemas"]["FreeSlotResponse"][];
            explain?: components["schemas"]["SlotExplanationResponse"];
            meta: components["schemas"]["SlotsMetaResponse"];
        };
        SocialAccountResponse: {
            /** Format: int64 */
            id: number;
            provider: string;
            uid: string;
            /** Format: idn-email */
            email: string | null;
            /** Format: date-time */
            connected_at: string;
            /** Format: date-time */
            last_login: string | null;
        };
        StatisticsOverviewResponse: {
            users: components["schemas"]["UserCountsResponse"];
        } & {
            [key: string]: unknown;
        };
        StatusResponse: {
            /** @enum {string} */
            status: "ok" | "degraded";
            /** Format: date-time */
            timestamp: string;
            uptime_check_ms: number;
            system: components["schemas"]["SystemResponse"];
            database: components["schemas"]["DatabaseStatusResponse"];
            cache: components["schemas"]["CacheStatusResponse"];
            debug_mode: boolean;
            allowed_hosts?: string[];
        };
        SystemResponse: {
            node_version?: string;
            platform: string;
            framework_version?: string;
            environment: string;
        };
        TaskAssignedResponse: {
            message: string;
            task: components["schemas"]["AssignedTask"];
        };
        TaskAssignmentRequest: {
            /** Format: int64 */
            assignee: number;
        };
        TaskChangeRequest: {
            title?: string;
            description?: string;
            /** @enum {string} */
            priority?: "low" | "medium" | "high" | "urgent";
            /** Format: date-time */
            due_date?: string | null;
            /** Format: int64 */
            assignee?: number | null;
            /** @enum {string} */
            status?: "pending" | "in_progress" | "completed";
        };
        TaskCompletedResponse: {
            message: string;
            task: components["schemas"]["CompletedTask"];
        };
        TaskDetailsResponse: {
            /** Format: int64 */
            id: number;
            title: string;
            description: string;
            /** @enum {string} */
            status: "pending" | "in_progress" | "completed";
            /** @enum {string} */
            priority: "low" | "medium" | "high" | "urgent";
            /** Format: date-time */
            due_date: string | null;
            /** Format: date-time */
            completed_at: string | null;
            creator: components["schemas"]["CreatorResponse"];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            event: components["schemas"]["DatedEventResponse"];
            assignee: components["schemas"]["AssigneeResponse"] | null;
        };
        TaskRequest: {
            title: string;
            /** @default  */
            description?: string;
            /**
             * @default medium
             * @enum {string}
             */
            priority?: "low" | "medium" | "high" | "urgent";
            /** Format: date-time */
            due_date?: string | null;
            /** Format: int64 */
            assignee?: number | null;
            /** Format: int64 */
            event: number;
        };
        TaskResponse: {
            /** Format: int64 */
            id: number;
            title: string;
            description: string;
            /** @enum {string} */
            status: "pending" | "in_progress" | "completed";
            /** @enum {string} */
            priority: "low" | "medium" | "high" | "urgent";
            /** Format: date-time */
            due_date: string | null;
            /** Format: date-time */
            completed_at: string | null;
            creator: components["schemas"]["CreatorResponse"];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            event: components["schemas"]["EventBriefResponse"];
            assignee: components["schemas"]["MemberResponse"] | null;
        };
        TestedActionResponse: {
            /** @enum {string} */
            type: "email" | "sms" | "notification" | "webhook";
            to: string | null;
            subject: string | null;
            body: string | null;
            url: string | null;
            /** Format: date-time */
            scheduled_for: string;
        };
        TimeSlotChangeRequest: {
            /** Format: date-time */
            start_time?: string;
            /** Format: date-time */
            end_time?: string;
            category?: number | string;
            capacity?: number;
        };
        TimeSlotRequest: {
            /** Format: date-time */
            start_time: string;
            /** Format: date-time */
            end_time: string;
            category: number | string;
            /** @default 1 */
            capacity?: number;
        };
        TimeSlotResponse: {
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            start_time: string;
            /** Format: date-time */
            end_time: string;
            category: components["schemas"]["SlotCategoryResponse"] | null;
            capacity: number | null;
            seats_available: number | null;
            is_available: boolean;
            is_booked: boolean;
            booked_by_me: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        TokensResponse: {
            access: string;
            refresh: string;
        };
        TypesResponse: {
            booking_confirmation: components["schemas"]["ChannelsResponse"];
            booking_cancelled: components["schemas"]["ChannelsResponse"];
            booking_moved: components["schemas"]["ChannelsResponse"];
            booking_created: components["schemas"]["ChannelsResponse"];
            booking_request: components["schemas"]["ChannelsResponse"];
            hosted_booking_cancelled: components["schemas"]["ChannelsResponse"];
            hosted_booking_moved: components["schemas"]["ChannelsResponse"];
            booking_reminder: components["schemas"]["ChannelsResponse"];
            workflow_message: components["schemas"]["ChannelsResponse"];
            meeting_request: components["schemas"]["ChannelsResponse"];
            meeting_confirmed: components["schemas"]["ChannelsResponse"];
            meeting_cancelled: components["schemas"]["ChannelsResponse"];
            meeting_completed: components["schemas"]["ChannelsResponse"];
            event_update: components["schemas"]["ChannelsResponse"];
            event_cancelled: components["schemas"]["ChannelsResponse"];
            event_reminder: components["schemas"]["ChannelsResponse"];
            event_announcement: components["schemas"]["ChannelsResponse"];
            event_invitation: components["schemas"]["ChannelsResponse"];
            event_joined: components["schemas"]["ChannelsResponse"];
            event_left: components["schemas"]["ChannelsResponse"];
            waitlist_offer: components["schemas"]["ChannelsResponse"];
            waitlist_offer_lapsed: components["schemas"]["ChannelsResponse"];
            waitlist_closed: components["schemas"]["ChannelsResponse"];
            payment_received: components["schemas"]["ChannelsResponse"];
            payment_failed: components["schemas"]["ChannelsResponse"];
            refund_issued: components["schemas"]["ChannelsResponse"];
            refund_failed: components["schemas"]["ChannelsResponse"];
            payment_disputed: components["schemas"]["ChannelsResponse"];
            invoice_ready: components["schemas"]["ChannelsResponse"];
            certificate_issued: components["schemas"]["ChannelsResponse"];
            review_received: components["schemas"]["ChannelsResponse"];
            new_message: components["schemas"]["ChannelsResponse"];
            task_assigned: components["schemas"]["ChannelsResponse"];
            task_unassigned: components["schemas"]["ChannelsResponse"];
            task_completed: components["schemas"]["ChannelsResponse"];
            task_due: components["schemas"]["ChannelsResponse"];
            vote_started: components["schemas"]["ChannelsResponse"];
            vote_ended: components["schemas"]["ChannelsResponse"];
            calendar_error: components["schemas"]["ChannelsResponse"];
            calendar_conflict: components["schemas"]["ChannelsResponse"];
            webhook_disabled: components["schemas"]["ChannelsResponse"];
        };
        UnreadCountResponse: {
            unread_count: number;
        };
        UnsentMailResponse: {
            /** Format: int64 */
            id: number;
            /** @enum {string} */
            status: "waiting" | "failed";
            attempts: number;
            last_error: string | null;
            /** Format: date-time */
            next_attempt_at: string | null;
            /** Format: date-time */
            created_at: string;
        };
        UnsubscribeResponse: {
            message: string;
            kind: string;
            stopped: boolean;
        };
        UserCountsResponse: {
            total: number;
            active: number;
            new_last_30_days: number;
            new_in_period: number;
            per_day: components["schemas"]["NewPeopleResponse"][];
        };
        UserSkillChangeRequest: {
            /** Format: int64 */
            category?: number;
            skill_name?: string;
            /** @enum {string} */
            proficiency_level?: "beginner" | "intermediate" | "advanced" | "expert";
        };
        UserSkillRequest: {
            /** Format: int64 */
            category: number;
            skill_name: string;
            /** @enum {string} */
            proficiency_level: "beginner" | "intermediate" | "advanced" | "expert";
        };
        UserSkillResponse: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            user: number;
            /** Format: int64 */
            category: number;
            category_name: string;
            skill_name: string;
            /** @enum {string} */
            proficiency_level: "beginner" | "intermediate" | "advanced" | "expert";
        };
        UserVoteResponse: {
            /** Format: int64 */
            option_id: number;
            option_ids: number[];
            /** Format: date-time */
            voted_at: string;
        };
        VoteDetailsResponse: {
            /** Format: int64 */
            id: number;
            title: string;
            description: string;
            /** @enum {string} */
            status: "active" | "ended";
            creator: components["schemas"]["CreatorResponse"];
            total_votes: number;
            /** Format: date-time */
            ends_at: string;
            multiple_choice: boolean;
            /** Format: date-time */
            created_at: string;
            event: components["schemas"]["DatedEventResponse"];
            options: components["schemas"]["VoteOptionResponse"][];
            user_voted: boolean;
            user_vote: components["schemas"]["UserVoteResponse"] | null;
        };
        VoteOptionRequest: {
            text: string;
        };
        VoteOptionResponse: {
            /** Format: int64 */
            id: number;
            text: string;
            vote_count: number;
            percentage: number;
        };
        VoteRequest: {
            title: string;
            /** @default  */
            description?: string;
            /** Format: int64 */
            event: number;
            options: components["schemas"]["VoteOptionRequest"][];
            /** Format: date-time */
            ends_at: string;
            /** @default false */
            multiple_choice?: boolean;
        };
        VoteResponse: {
            /** Format: int64 */
            id: number;
            title: string;
            description: string;
            /** @enum {string} */
            status: "active" | "ended";
            creator: components["schemas"]["CreatorResponse"];
            total_votes: number;
            /** Format: date-time */
            ends_at: string;
            multiple_choice: boolean;
            /** Format: date-time */
            created_at: string;
            event: components["schemas"]["EventBriefResponse"];
        };
        VoteResultsResponse: {
            /** Format: int64 */
            id: number;
            title: string;
            /** @enum {string} */
            status: "active" | "ended";
            total_votes: number;
            results: components["schemas"]["OptionResultResponse"][];
            /** Format: date-time */
            ends_at: string;
            winner: components["schemas"]["WinnerResponse"] | null;
        };
        WaitlistEntryResponse: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            event: number | null;
            event_title: string;
            /** Format: int64 */
            user: number;
            user_name: string;
            number_of_tickets: number;
            position: number | null;
            /** @enum {string} */
            status: "waiting" | "offered" | "claimed" | "expired" | "left";
            /** Format: date-time */
            offer_expires_at: string | null;
            /** Format: int64 */
            booking: number | null;
            /** Format: date-time */
            joined_at: string;
        };
        WaitlistRequest: {
            /** Format: int64 */
            event: number;
            /** @default 1 */
            number_of_tickets?: number;
        };
        WebhookChangeRequest: {
            /** Format: uri */
            url?: string;
            events?: ("booking.created" | "booking.confirmed" | "booking.rescheduled" | "booking.updated" | "booking.checked_in" | "booking.cancelled" | "booking.expired" | "booking.completed" | "booking.no_show" | "booking.no_show_undone" | "payment.completed" | "payment.failed" | "payment.refunded" | "event.created" | "event.published" | "event.updated" | "event.started" | "event.completed" | "event.cancelled" | "event.deleted" | "*")[];
            description?: string | null;
            is_active?: boolean;
            rotate_secret?: boolean;
        };
        WebhookDeliveryResponse: {
            /** Format: int64 */
            id: number;
            webhook_id: string;
            /** @enum {string} */
            event: "booking.created" | "booking.confirmed" | "booking.rescheduled" | "booking.updated" | "booking.checked_in" | "booking.cancelled" | "booking.expired" | "booking.completed" | "booking.no_show" | "booking.no_show_undone" | "payment.completed" | "payment.failed" | "payment.refunded" | "event.created" | "event.published" | "event.updated" | "event.started" | "event.completed" | "event.cancelled" | "event.deleted" | "webhook.test";
            /** @enum {string} */
            status: "pending" | "succeeded" | "failed";
            attempts: components["schemas"]["DeliveryAttemptResponse"][];
            /** Format: date-time */
            next_attempt_at: string | null;
            /** Format: date-time */
            created_at: string;
        };
        WebhookEventResponse: {
            /** @enum {string} */
            type: "booking.created" | "booking.confirmed" | "booking.rescheduled" | "booking.updated" | "booking.checked_in" | "booking.cancelled" | "booking.expired" | "booking.completed" | "booking.no_show" | "booking.no_show_undone" | "payment.completed" | "payment.failed" | "payment.refunded" | "event.created" | "event.published" | "event.updated" | "event.started" | "event.completed" | "event.cancelled" | "event.deleted";
            description: string;
            schema: {
                [key: string]: unknown;
            };
        };
        WebhookOwnerResponse: {
            /** Format: int64 */
            id: number;
            username: string;
            full_name: string;
        };
        WebhookRequest: {
            /** @enum {string} */
            direction?: "outgoing" | "incoming";
            /** Format: uri */
            url?: string;
            events?: ("booking.created" | "booking.confirmed" | "booking.rescheduled" | "booking.updated" | "booking.checked_in" | "booking.cancelled" | "booking.expired" | "booking.completed" | "booking.no_show" | "booking.no_show_undone" | "payment.completed" | "payment.failed" | "payment.refunded" | "event.created" | "event.published" | "event.updated" | "event.started" | "event.completed" | "event.cancelled" | "event.deleted" | "*")[];
            description?: string | null;
            is_active?: boolean;
        };
        WebhookResponse: {
            /** Format: int64 */
            id: number;
            /** @enum {string} */
            direction: "outgoing" | "incoming";
            /** Format: uri */
            url: string;
            endpoint_key?: string;
            events: string[];
            description: string;
            is_active: boolean;
            /** Format: date-time */
            created_at: string;
        };
        WinnerResponse: {
            /** Format: int64 */
            option_id: number;
            text: string;
        };
        WorkflowActionBody: {
            /** @enum {string} */
            type: "email" | "sms" | "notification" | "webhook";
            to?: string | null;
            subject?: string | null;
            body?: string | null;
            /** Format: uri */
            url?: string | null;
            /** @default 0 */
            delay_minutes?: number;
        };
        WorkflowActionResponse: {
            /** @enum {string} */
            type: "email" | "sms" | "notification" | "webhook";
            to: string | null;
            subject: string | null;
            body: string | null;
            url: string | null;
            delay_minutes: number;
        };
        WorkflowChangeRequest: {
            name?: string;
            /** @enum {string} */
            trigger?: "booking_created" | "booking_confirmed" | "booking_cancelled" | "booking_rescheduled" | "booking_completed" | "booking_no_show" | "before_booking" | "after_booking";
            offset_minutes?: number | null;
            event_type_ids?: number[];
            conditions?: components["schemas"]["WorkflowConditionBody"][];
            actions?: components["schemas"]["WorkflowActionBody"][];
            is_active?: boolean;
        };
        WorkflowConditionBody: {
            field: string;
            /** @enum {string} */
            operator: "equals" | "not_equals" | "contains" | "greater_than" | "less_than";
            value: string | number | boolean;
        };
        WorkflowRequest: {
            name: string;
            /** @enum {string} */
            trigger: "booking_created" | "booking_confirmed" | "booking_cancelled" | "booking_rescheduled" | "booking_completed" | "booking_no_show" | "before_booking" | "after_booking";
            offset_minutes?: number | null;
            event_type_ids?: number[];
            conditions?: components["schemas"]["WorkflowConditionBody"][];
            actions: components["schemas"]["WorkflowActionBody"][];
            is_active?: boolean;
        };
        WorkflowResponse: {
            /** Format: int64 */
            id: number;
            name: string;
            /** @enum {string} */
            trigger: "booking_created" | "booking_confirmed" | "booking_cancelled" | "booking_rescheduled" | "booking_completed" | "booking_no_show" | "before_booking" | "after_booking";
            offset_minutes: number | null;
            event_type_ids: number[];
            conditions: components["schemas"]["WorkflowConditionBody"][];
            actions: components["schemas"]["WorkflowActionResponse"][];
            is_active: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        WorkflowTestRequest: {
            /** Format: int64 */
            booking_id: number;
        };
        WorkflowTestResponse: {
            matched: boolean;
            actions: components["schemas"]["TestedActionResponse"][];
        };
    };
    responses: never;
    parameters: {
        "Idempotency-Key": string;
        Prefer: string;
        "X-Timezone": string;
        "X-Timezone.2": string;
        attendee_count: number;
        date: string;
        duration: number;
        end_date: string;
        "end_date.2": string;
        event: number;
        explain: string;
        format: "json" | "pdf";
        "format.2": "json" | "html";
        is_active: boolean;
        is_read: boolean;
        kind: "slot" | "appointment" | "ticket" | "meeting";
        limit: number;
        ordering: string;
        page: number;
        page_size: number;
        reschedule: string;
        role: "booker" | "host";
        start_date: string;
        "start_date.2": string;
        status: "pending" | "confirmed" | "completed" | "no_show" | "cancelled" | "expired";
        "status.2": "pending" | "confirmed" | "completed" | "no_show" | "cancelled" | "expired";
        timezone: string;
        user: number;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    documentation_page: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    documentation_document: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    resources_index: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResourcesResponse"];
                };
            };
        };
    };
    auditLog_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                actor?: number;
                action?: string;
                subject_type?: string;
                subject_id?: string;
                date?: string;
            };
            header?: {
                "X-Timezone"?: components["parameters"]["X-Timezone"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["AuditEntryResponse"][];
                    };
                };
            };
        };
    };
    adminBookings_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                kind?: components["parameters"]["kind"];
                role?: components["parameters"]["role"];
                date?: string;
                user?: string;
                category?: number;
            };
            header?: {
                "X-Timezone"?: components["parameters"]["X-Timezone"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["AdminBookingResponse"][];
                    };
                };
            };
        };
    };
    adminBookings_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    categories_create: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoryRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryResponse"];
                };
            };
        };
    };
    categories_change: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoryChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryResponse"];
                };
            };
        };
    };
    categories_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    ledger_invariants: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerInvariantsResponse"];
                };
            };
        };
    };
    mails_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                status?: "waiting" | "failed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["UnsentMailResponse"][];
                    };
                };
            };
        };
    };
    mails_retry: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsentMailResponse"];
                };
            };
        };
    };
    queues_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["QueueResponse"][];
                    };
                };
            };
        };
    };
    queues_retry: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetriedJobsResponse"];
                };
            };
        };
    };
    statistics_overview: {
        parameters: {
            query?: {
                start_date?: string;
                end_date?: string;
                checks?: "quick" | "whole";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatisticsOverviewResponse"];
                };
            };
        };
    };
    timeslots_listForAdmin: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                date?: components["parameters"]["date"];
                category?: number;
                status?: "booked" | "available";
            };
            header?: {
                "X-Timezone"?: components["parameters"]["X-Timezone"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["AdminTimeSlotResponse"][];
                    };
                };
            };
        };
    };
    timeslots_create: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TimeSlotRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminTimeSlotResponse"];
                };
            };
        };
    };
    timeslots_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminTimeSlotResponse"];
                };
            };
        };
    };
    timeslots_change: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TimeSlotChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminTimeSlotResponse"];
                };
            };
        };
    };
    timeslots_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    adminUsers_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                search?: string;
                username?: string;
                email?: string;
                status?: "pending_verification" | "active" | "suspended";
                user_type?: "attendee" | "organizer" | "admin";
                organizer_requested?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["AccountResponse"][];
                    };
                };
            };
        };
    };
    adminUsers_erase: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReauthenticationRequest"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    adminUsers_order: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountOrderRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountResponse"];
                };
            };
        };
    };
    adminFactors_resetMfa: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MfaDisabledResponse"];
                };
            };
        };
    };
    adminFactors_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonSessionsResponse"];
                };
            };
        };
    };
    adminFactors_endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                session_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    adminWebhooks_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                is_active?: components["parameters"]["is_active"];
                is_failing?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["AdminWebhookResponse"][];
                    };
                };
            };
        };
    };
    auth_csrfToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CsrfResponse"];
                };
            };
        };
    };
    auth_login: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedInResponse"] | components["schemas"]["MfaRequiredResponse"];
                };
            };
        };
    };
    auth_logout: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LogoutRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcknowledgementResponse"];
                };
            };
        };
    };
    passkeySignIn_signIn: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasskeySignInRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedInResponse"] | components["schemas"]["MfaRequiredResponse"];
                };
            };
        };
    };
    passkeySignIn_options: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasskeySignInOptionsRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyRequestOptionsResponse"];
                };
            };
        };
    };
    profile_profile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountResponse"];
                };
            };
        };
    };
    profile_putProfile: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileRequest"];
                "multipart/form-data": components["schemas"]["ProfileRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountResponse"];
                };
            };
        };
    };
    auth_refresh: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokensResponse"];
                };
            };
        };
    };
    auth_register: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisteredResponse"];
                };
            };
        };
    };
    auth_token: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokensResponse"] | components["schemas"]["MfaRequiredResponse"];
                };
            };
        };
    };
    auth_tokenRefresh: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessResponse"];
                };
            };
        };
    };
    profile_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountResponse"];
                };
            };
        };
    };
    availability_blockedTimes: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                start_date?: components["parameters"]["start_date"];
                end_date?: components["parameters"]["end_date"];
            };
            header?: {
                "X-Timezone"?: components["parameters"]["X-Timezone"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["BlockedTimeResponse"][];
                    };
                };
            };
        };
    };
    availability_blockTime: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BlockedTimeRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockedTimeResponse"];
                };
            };
        };
    };
    availability_removeBlockedTime: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    slotLists_ofOrganizer: {
        parameters: {
            query?: {
                start_date?: components["parameters"]["start_date.2"];
                end_date?: components["parameters"]["end_date.2"];
                timezone?: components["parameters"]["timezone"];
                attendee_count?: components["parameters"]["attendee_count"];
                duration?: components["parameters"]["duration"];
                explain?: components["parameters"]["explain"];
                reschedule?: components["parameters"]["reschedule"];
                event_type?: string;
            };
            header?: {
                "X-Timezone"?: components["parameters"]["X-Timezone.2"];
            };
            path: {
                organizer_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalculatedSlotsResponse"];
                };
            };
        };
    };
    availability_overrides: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                start_date?: components["parameters"]["start_date"];
                end_date?: components["parameters"]["end_date"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["OverrideResponse"][];
                    };
                };
            };
        };
    };
    availability_addOverride: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OverrideRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OverrideResponse"];
                };
            };
        };
    };
    availability_removeOverride: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    bookings_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                kind?: components["parameters"]["kind"];
                role?: components["parameters"]["role"];
                event?: number;
                status?: components["parameters"]["status"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["BookingResponse"][];
                    };
                };
            };
        };
    };
    bookings_create: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BookRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BookingResponse"];
                };
            };
        };
    };
    bookings_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BookingResponse"];
                };
            };
        };
    };
    bookings_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    bookingCalendar_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
        };
    };
    bookings_cancel: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BookingResponse"];
                };
            };
        };
    };
    tickets_checkIn: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BookingResponse"];
                };
            };
        };
    };
    tickets_undoCheckIn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    bookings_confirm: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BookingResponse"];
                };
            };
        };
    };
    noShows_mark: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BookingResponse"];
                };
            };
        };
    };
    noShows_takeBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    hostMoves_move: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RescheduleRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BookingResponse"];
                };
            };
        };
    };
    tickets_ticket: {
        parameters: {
            query?: {
                format?: "pdf" | "png";
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "image/png": string;
                };
            };
        };
    };
    categories_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["CategoryResponse"][];
                    };
                };
            };
        };
    };
    certificates_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                event?: number;
                is_downloaded?: boolean;
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["CertificateResponse"][];
                    };
                };
            };
        };
    };
    certificates_verify: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                certificate_number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CertificateVerificationResponse"];
                };
            };
        };
    };
    certificates_download: {
        parameters: {
            query?: {
                format?: "pdf";
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
        };
    };
    certificates_markAsDownloaded: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CertificateResponse"];
                };
            };
        };
    };
    contacts_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                search?: string;
                tag?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["ContactResponse"][];
                    };
                };
            };
        };
    };
    contacts_create: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactResponse"];
                };
            };
        };
    };
    contacts_export: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    contacts_import: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactsImportResponse"];
                };
            };
        };
    };
    contacts_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactDetailsResponse"];
                };
            };
        };
    };
    contacts_change: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactResponse"];
                };
            };
        };
    };
    contacts_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    messages_conversations: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["ConversationResponse"][];
                    };
                };
            };
        };
    };
    credits_entries: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                transaction_type?: "initial" | "purchased" | "spent" | "earned" | "refunded";
                related_meeting_id?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["CreditEntryResponse"][];
                    };
                };
            };
        };
    };
    credits_balance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreditBalanceResponse"];
                };
            };
        };
    };
    credits_transfer: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreditTransferRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreditTransferResponse"];
                };
            };
        };
    };
    events_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                search?: string;
                status?: "upcoming" | "draft" | "published" | "ongoing" | "completed" | "cancelled";
                creator?: number;
                organizer?: number;
                category?: "workshop" | "webinar" | "conference" | "masterclass" | "meetup" | "training";
                is_online?: boolean;
                date_from?: string;
                date_to?: string;
            };
            header?: {
                "X-Timezone"?: components["parameters"]["X-Timezone"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["EventResponse"][];
                    };
                };
            };
        };
    };
    events_create: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EventRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventResponse"];
                };
            };
        };
    };
    manage_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                access_token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
        };
    };
    manage_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                access_token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedAppointmentResponse"];
                };
            };
        };
    };
    manage_manage: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                access_token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ManageRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedAppointmentResponse"];
                };
            };
        };
    };
    linkPayments_pay: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                access_token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayByLinkRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentResponse"];
                };
            };
        };
    };
    appointments_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                status?: components["parameters"]["status.2"];
                event_type?: number;
                start_date?: string;
                end_date?: string;
                search?: string;
            };
            header?: {
                "X-Timezone"?: components["parameters"]["X-Timezone"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["AppointmentBody"][];
                    };
                };
            };
        };
    };
    appointments_create: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppointmentRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppointmentResponse"];
                };
            };
        };
    };
    eventTypes_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                is_active?: components["parameters"]["is_active"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["EventTypeResponse"][];
                    };
                };
            };
        };
    };
    eventTypes_create: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EventTypeRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventTypeResponse"];
                };
            };
        };
    };
    eventTypes_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventTypeResponse"];
                };
            };
        };
    };
    eventTypes_change: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EventTypeChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventTypeResponse"];
                };
            };
        };
    };
    eventTypes_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    eventTypes_patch: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EventTypeChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventTypeResponse"];
                };
            };
        };
    };
    slotLists_ofType: {
        parameters: {
            query?: {
                start_date?: components["parameters"]["start_date.2"];
                end_date?: components["parameters"]["end_date.2"];
                timezone?: components["parameters"]["timezone"];
                attendee_count?: components["parameters"]["attendee_count"];
                duration?: components["parameters"]["duration"];
                explain?: components["parameters"]["explain"];
                reschedule?: components["parameters"]["reschedule"];
            };
            header?: {
                "X-Timezone"?: components["parameters"]["X-Timezone.2"];
            };
            path: {
                organizer_slug: string;
                event_type_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SlotsResponse"];
                };
            };
        };
    };
    events_details: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventDetailsResponse"];
                };
            };
        };
    };
    events_change: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EventChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventResponse"];
                };
            };
        };
    };
    events_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    events_patch: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EventChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventResponse"];
                };
            };
        };
    };
    ticketing_announce: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnnouncementRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnnouncementResponse"];
                };
            };
        };
    };
    ticketing_listAnnouncements: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["SentAnnouncementResponse"][];
                    };
                };
            };
        };
    };
    ticketing_listAttendees: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["AttendeeResponse"][];
                    } | components["schemas"]["AttendeesCountResponse"];
                };
            };
        };
    };
    ticketing_listBookings: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                status?: components["parameters"]["status"];
                format?: "json" | "csv";
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["BookingResponse"][];
                    };
                    "text/csv": string;
                };
            };
        };
    };
    events_calendar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
        };
    };
    ticketing_cancel: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelEventRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventResponse"];
                };
            };
        };
    };
    checkIn_checkIn: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckInRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BookingResponse"];
                };
            };
        };
    };
    checkIn_checkInKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckInKeysResponse"];
                };
            };
        };
    };
    events_changeCover: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    cover_image?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventResponse"];
                };
            };
        };
    };
    participation_listInvitations: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["InvitationResponse"][];
                    };
                };
            };
        };
    };
    participation_invite: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InviteRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitedResponse"];
                };
            };
        };
    };
    participation_join: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParticipationResponse"];
                };
            };
        };
    };
    participation_leave: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParticipationResponse"];
                };
            };
        };
    };
    ticketing_publish: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventResponse"];
                };
            };
        };
    };
    ticketing_statistics: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventStatisticsResponse"];
                };
            };
        };
    };
    userSkills_experts: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                user?: number;
                category?: number;
                skill?: string;
                min_rating?: number;
                free_at?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["ExpertResponse"][];
                    };
                };
            };
        };
    };
    connections_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["IntegrationResponse"][];
                    };
                };
            };
        };
    };
    connections_add: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IntegrationRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntegrationResponse"];
                };
            };
        };
    };
    incoming_receive: {
        parameters: {
            query?: never;
            header?: {
                "webhook-signature"?: string;
                "webhook-timestamp"?: string;
                "webhook-id"?: string;
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                endpoint_key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IncomingMessageRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncomingAcceptedResponse"];
                };
            };
        };
    };
    oAuthConnect_callback: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OAuthCallbackRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntegrationResponse"];
                };
            };
        };
    };
    oAuthConnect_initiate: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OAuthInitiateRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OAuthInitiateResponse"];
                };
            };
        };
    };
    oAuthConnect_providers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OAuthProvidersResponse"];
                };
            };
        };
    };
    webhookEndpoints_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                direction?: "outgoing" | "incoming";
                is_active?: components["parameters"]["is_active"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["WebhookResponse"][];
                    };
                };
            };
        };
    };
    webhookEndpoints_create: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnWebhookResponse"];
                };
            };
        };
    };
    webhookEndpoints_events: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["WebhookEventResponse"][];
                    };
                };
            };
        };
    };
    webhookEndpoints_change: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnWebhookResponse"];
                };
            };
        };
    };
    webhookEndpoints_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    webhookDeliveries_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                status?: "pending" | "succeeded" | "failed";
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["WebhookDeliveryResponse"][];
                    };
                };
            };
        };
    };
    webhookDeliveries_redeliver: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
                delivery_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryResponse"];
                };
            };
        };
    };
    webhookDeliveries_test: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryResponse"];
                };
            };
        };
    };
    connections_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    connections_change: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IntegrationChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntegrationResponse"];
                };
            };
        };
    };
    connections_sync: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntegrationResponse"];
                };
            };
        };
    };
    invoices_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                is_sent?: boolean;
                search?: string;
                booking?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["InvoiceResponse"][];
                    };
                };
            };
        };
    };
    invoices_read: {
        parameters: {
            query?: {
                format?: components["parameters"]["format"];
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvoiceResponse"];
                    "application/pdf": string;
                };
            };
        };
    };
    invoices_markAsSent: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvoiceResponse"];
                };
            };
        };
    };
    meetings_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                status?: components["parameters"]["status.2"];
                role?: "requester" | "expert";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["MeetingResponse"][];
                    };
                };
            };
        };
    };
    meetings_request: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeetingRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingResponse"];
                };
            };
        };
    };
    meetings_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingDetailsResponse"];
                };
            };
        };
    };
    meetings_change: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeetingStatusRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingStatusResponse"];
                };
            };
        };
    };
    messages_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                with_user?: number;
                is_read?: components["parameters"]["is_read"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["MessageResponse"][];
                    };
                };
            };
        };
    };
    messages_send: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageResponse"];
                };
            };
        };
    };
    notifications_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                notification_type?: "booking_confirmation" | "booking_cancelled" | "booking_moved" | "booking_created" | "booking_request" | "hosted_booking_cancelled" | "hosted_booking_moved" | "booking_reminder" | "workflow_message" | "meeting_request" | "meeting_confirmed" | "meeting_cancelled" | "meeting_completed" | "event_update" | "event_cancelled" | "event_reminder" | "event_announcement" | "event_invitation" | "event_joined" | "event_left" | "waitlist_offer" | "waitlist_offer_lapsed" | "waitlist_closed" | "payment_received" | "payment_failed" | "refund_issued" | "refund_failed" | "payment_disputed" | "invoice_ready" | "certificate_issued" | "review_received" | "new_message" | "task_assigned" | "task_unassigned" | "task_completed" | "task_due" | "vote_started" | "vote_ended" | "calendar_error" | "calendar_conflict" | "webhook_disabled";
                is_read?: components["parameters"]["is_read"];
                event?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["NotificationResponse"][];
                    };
                };
            };
        };
    };
    notifications_markAll: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AllReadResponse"];
                };
            };
        };
    };
    preferences_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreferencesResponse"];
                };
            };
        };
    };
    preferences_change: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreferencesRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreferencesResponse"];
                };
            };
        };
    };
    notifications_unreadCount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnreadCountResponse"];
                };
            };
        };
    };
    notifications_change: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NotificationChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationResponse"];
                };
            };
        };
    };
    notifications_markAsRead: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationResponse"];
                };
            };
        };
    };
    oAuthAccounts_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["SocialAccountResponse"][];
                    };
                };
            };
        };
    };
    oAuthAccounts_disconnect: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReauthenticationRequest"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    oAuthAccounts_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProvidersResponse"];
                };
            };
        };
    };
    oAuthAccounts_token: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedInResponse"];
                };
            };
        };
    };
    payments_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                status?: "pending" | "failed" | "completed" | "partially_refunded" | "refunded";
                method?: "mock" | "credit_card" | "stripe";
                of?: "me" | "everybody";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["PaymentResponse"][];
                    };
                };
            };
        };
    };
    payments_pay: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentResponse"];
                };
            };
        };
    };
    creditPurchases_purchase: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreditPurchaseRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreditPurchaseResponse"];
                };
            };
        };
    };
    webhooks_receive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceivedResponse"];
                };
            };
        };
    };
    payments_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentResponse"];
                };
            };
        };
    };
    receipts_read: {
        parameters: {
            query?: {
                format?: components["parameters"]["format"];
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptResponse"];
                    "application/pdf": string;
                };
            };
        };
    };
    refunds_refund: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentResponse"];
                };
            };
        };
    };
    reviews_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                event?: number;
                rating?: number;
                attended?: boolean;
                search?: string;
                meeting_id?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: (components["schemas"]["ReviewResponse"] | components["schemas"]["ReviewOfMeetingResponse"])[];
                    };
                };
            };
        };
    };
    reviews_write: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewResponse"] | components["schemas"]["ReviewOfMeetingResponse"];
                };
            };
        };
    };
    reviews_markHelpful: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewResponse"] | components["schemas"]["ReviewOfMeetingResponse"];
                };
            };
        };
    };
    reviews_markUnhelpful: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewResponse"] | components["schemas"]["ReviewOfMeetingResponse"];
                };
            };
        };
    };
    agenda_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                event?: number;
                speaker?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["SessionResponse"][];
                    };
                };
            };
        };
    };
    agenda_create: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionResponse"];
                };
            };
        };
    };
    agenda_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionResponse"];
                };
            };
        };
    };
    agenda_change: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionResponse"];
                };
            };
        };
    };
    agenda_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    tasks_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                event?: components["parameters"]["event"];
                assignee?: number;
                status?: "pending" | "in_progress" | "completed";
                due_date_from?: string;
                due_date_to?: string;
            };
            header?: {
                "X-Timezone"?: components["parameters"]["X-Timezone"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["TaskResponse"][];
                    };
                };
            };
        };
    };
    tasks_create: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskResponse"];
                };
            };
        };
    };
    tasks_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskDetailsResponse"];
                };
            };
        };
    };
    tasks_change: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskDetailsResponse"];
                };
            };
        };
    };
    tasks_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    tasks_assign: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskAssignmentRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskAssignedResponse"];
                };
            };
        };
    };
    tasks_complete: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskCompletedResponse"];
                };
            };
        };
    };
    timeslots_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                date?: components["parameters"]["date"];
                start_date?: string;
                end_date?: string;
                categories?: string[];
                available_only?: boolean;
            };
            header?: {
                "X-Timezone"?: components["parameters"]["X-Timezone"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["TimeSlotResponse"][];
                    };
                };
            };
        };
    };
    userAvailability_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                user?: components["parameters"]["user"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["AvailabilityRuleResponse"][];
                    };
                };
            };
        };
    };
    userAvailability_add: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AvailabilityRuleRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AvailabilityRuleResponse"];
                };
            };
        };
    };
    userAvailability_change: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AvailabilityRuleChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AvailabilityRuleResponse"];
                };
            };
        };
    };
    userAvailability_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    userSkills_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                user?: components["parameters"]["user"];
                category?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["UserSkillResponse"][];
                    };
                };
            };
        };
    };
    userSkills_add: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserSkillRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserSkillResponse"];
                };
            };
        };
    };
    userSkills_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    userSkills_change: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserSkillChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserSkillResponse"];
                };
            };
        };
    };
    bookings_mine: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                kind?: components["parameters"]["kind"];
                role?: components["parameters"]["role"];
                status?: "upcoming" | "past";
                include_cancelled?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["BookingResponse"][];
                    };
                };
            };
        };
    };
    users_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                username?: string;
                email?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["AccountCardResponse"][];
                    };
                };
            };
        };
    };
    authAlias_create: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterWithConfirmationRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountResponse"];
                };
            };
        };
    };
    verification_changeEmail: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeEmailRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialsMessageResponse"];
                };
            };
        };
    };
    credentials_changePassword: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePasswordRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialsMessageResponse"];
                };
            };
        };
    };
    credentials_confirmPasswordReset: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmResetRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialsMessageResponse"];
                };
            };
        };
    };
    authAlias_login: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlatSignedInResponse"] | components["schemas"]["MfaRequiredResponse"];
                };
            };
        };
    };
    authAlias_logout: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LogoutRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedOutResponse"];
                };
            };
        };
    };
    profile_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountResponse"];
                };
            };
        };
    };
    profile_putMe: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileRequest"];
                "multipart/form-data": components["schemas"]["ProfileRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountResponse"];
                };
            };
        };
    };
    erasure_erase: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReauthenticationRequest"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    profile_patchMe: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileRequest"];
                "multipart/form-data": components["schemas"]["ProfileRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountResponse"];
                };
            };
        };
    };
    billing_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BillingResponse"];
                };
            };
        };
    };
    billing_change: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BillingRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BillingResponse"];
                };
            };
        };
    };
    erasure_export: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportResponse"];
                };
            };
        };
    };
    mfa_disable: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MfaProofRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MfaDisabledResponse"];
                };
            };
        };
    };
    mfa_enable: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MfaEnableRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MfaEnabledResponse"];
                };
            };
        };
    };
    mfa_renewRecoveryCodes: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MfaProofRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodesResponse"];
                };
            };
        };
    };
    mfa_setUp: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MfaSetupRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MfaSetupResponse"];
                };
            };
        };
    };
    mfa_verify: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MfaVerifyRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedInResponse"] | components["schemas"]["FlatSignedInResponse"] | components["schemas"]["TokensResponse"];
                };
            };
        };
    };
    passkeys_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["PasskeyResponse"][];
                    };
                };
            };
        };
    };
    passkeys_add: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPasskeyRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyResponse"];
                };
            };
        };
    };
    passkeys_options: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReauthenticationRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyCreationOptionsResponse"];
                };
            };
        };
    };
    passkeys_remove: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReauthenticationRequest"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    authAlias_register: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlatRegisteredResponse"];
                };
            };
        };
    };
    credentials_requestPasswordReset: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddressRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialsMessageResponse"];
                };
            };
        };
    };
    verification_resendVerification: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddressRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialsMessageResponse"];
                };
            };
        };
    };
    sessions_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["LoginSessionResponse"][];
                    };
                };
            };
        };
    };
    sessions_end: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    apiTokens_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["ApiTokenResponse"][];
                    };
                };
            };
        };
    };
    apiTokens_create: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiTokenRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiTokenResponse"];
                };
            };
        };
    };
    apiTokens_end: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    profile_putSettings: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountResponse"];
                };
            };
        };
    };
    profile_patchSettings: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountResponse"];
                };
            };
        };
    };
    verification_verifyEmail: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MailedTokenRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CredentialsMessageResponse"];
                };
            };
        };
    };
    users_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountCardResponse"];
                };
            };
        };
    };
    ticketing_listOrganized: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                status?: "upcoming" | "draft" | "published" | "ongoing" | "completed" | "cancelled";
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["EventResponse"][];
                    };
                };
            };
        };
    };
    reviews_ofPerson: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                about?: boolean;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: (components["schemas"]["ReviewResponse"] | components["schemas"]["ReviewOfMeetingResponse"])[];
                    };
                };
            };
        };
    };
    votes_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                event?: components["parameters"]["event"];
                status?: "active" | "ended";
                creator?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["VoteResponse"][];
                    };
                };
            };
        };
    };
    votes_create: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VoteRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoteDetailsResponse"];
                };
            };
        };
    };
    votes_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoteDetailsResponse"];
                };
            };
        };
    };
    votes_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    votes_end: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoteResultsResponse"];
                };
            };
        };
    };
    votes_results: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoteResultsResponse"];
                };
            };
        };
    };
    votes_vote: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BallotRequestBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BallotCastResponse"];
                };
            };
        };
    };
    waitlist_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                event?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["WaitlistEntryResponse"][];
                    };
                };
            };
        };
    };
    waitlist_join: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaitlistRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitlistEntryResponse"];
                };
            };
        };
    };
    waitlist_leave: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitlistEntryResponse"];
                };
            };
        };
    };
    workflows_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                trigger?: "booking_created" | "booking_confirmed" | "booking_cancelled" | "booking_rescheduled" | "booking_completed" | "booking_no_show" | "before_booking" | "after_booking";
                is_active?: components["parameters"]["is_active"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["WorkflowResponse"][];
                    };
                };
            };
        };
    };
    workflows_create: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkflowRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnWorkflowResponse"];
                };
            };
        };
    };
    workflows_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnWorkflowResponse"];
                };
            };
        };
    };
    workflows_change: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkflowChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnWorkflowResponse"];
                };
            };
        };
    };
    workflows_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    executions_list: {
        parameters: {
            query?: {
                page?: components["parameters"]["page"];
                page_size?: components["parameters"]["page_size"];
                limit?: components["parameters"]["limit"];
                ordering?: components["parameters"]["ordering"];
                booking_id?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        /** Format: uri */
                        next: string | null;
                        /** Format: uri */
                        previous: string | null;
                        results: components["schemas"]["ExecutionResponse"][];
                    };
                };
            };
        };
    };
    executions_test: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkflowTestRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowTestResponse"];
                };
            };
        };
    };
    health_basic: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthResponse"];
                };
            };
        };
    };
    health_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LivenessResponse"];
                };
            };
        };
    };
    health_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadinessResponse"];
                };
            };
        };
    };
    health_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusResponse"];
                };
            };
        };
    };
    media_picture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                    "image/jpeg": string;
                    "image/webp": string;
                };
            };
        };
    };
    metrics_text: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    oAuth_githubLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: never;
    };
    oAuth_githubCallback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: never;
    };
    oAuth_googleLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: never;
    };
    oAuth_googleCallback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: never;
    };
    oidc_authenticate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: never;
    };
    oidc_callback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: never;
    };
    oidc_logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OidcLogoutResponse"];
                };
            };
        };
    };
    saml_acs: {
        parameters: {
            query?: never;
            header?: {
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["SamlResponseForm"];
            };
        };
        responses: never;
    };
    saml_login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: never;
    };
    saml_logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: never;
    };
    saml_postLogout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: never;
    };
    saml_metadata: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/samlmetadata+xml": string;
                };
            };
        };
    };
    unsubscribe_ask: {
        parameters: {
            query?: {
                format?: components["parameters"]["format.2"];
            };
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsubscribeResponse"];
                    "text/html": string;
                };
            };
        };
    };
    unsubscribe_stop: {
        parameters: {
            query?: {
                all?: boolean;
                format?: components["parameters"]["format.2"];
            };
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnsubscribeResponse"];
                    "text/html": string;
                };
            };
        };
    };
    publicPages_ofOrganizer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organizer_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizerPageResponse"];
                };
            };
        };
    };
    publicPages_ofType: {
        parameters: {
            query?: {
                start_date?: components["parameters"]["start_date.2"];
                end_date?: components["parameters"]["end_date.2"];
                timezone?: components["parameters"]["timezone"];
                attendee_count?: components["parameters"]["attendee_count"];
                duration?: components["parameters"]["duration"];
                explain?: components["parameters"]["explain"];
                reschedule?: components["parameters"]["reschedule"];
                month?: string;
                date?: string;
                start_time?: string;
            };
            header?: {
                "X-Timezone"?: components["parameters"]["X-Timezone.2"];
            };
            path: {
                organizer_slug: string;
                event_type_slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BookingPageResponse"];
                };
            };
        };
    };
}
