"""Addresses of the plan and its progress."""

from django.urls import path

from actions.views import (
    action_page,
    calendars,
    concerns,
    contact_notes,
    date_changes,
    deciding,
    entering,
    groups,
    halting,
    handover,
    late_updates,
    links,
    meetings,
    my_updates,
    plan,
    plan_settings,
    planning,
    questions,
    reminders,
    returns,
    review,
    rounds,
    succession,
    updates,
)

app_name = "actions"
urlpatterns = [
    path("across-plans/", links.across_plans, name="across_plans"),
    path("calendar/", calendars.calendar, name="calendar"),
    path("calendar/<str:secret>.ics", calendars.calendar_feed, name="calendar_feed"),
    path("concerns/", concerns.concerns, name="concerns"),
    path("concerns/raise/", concerns.raise_concern, name="raise_concern"),
    path("concerns/<int:pk>/", concerns.concern, name="concern"),
    path("concerns/<int:pk>/answer/", concerns.answer_concern, name="answer_concern"),
    path("concerns/<int:pk>/close/", concerns.close_concern, name="close_concern"),
    path("concerns/<int:pk>/further/", concerns.escalate_concern, name="escalate_concern"),
    path("groups/", groups.groups, name="groups"),
    path("groups/<slug:slug>/", groups.group, name="group"),
    path("groups/<slug:slug>/change/", groups.change_reporting, name="change_reporting"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/add/", meetings.plan_meeting, name="plan_meeting"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/change/", meetings.change_meeting, name="change_meeting"),
    path("meetings/<int:pk>/decide/", deciding.record_decision, name="record_decision"),
    path("meetings/<int:pk>/record/", meetings.record_meeting, name="record_meeting"),
    path("meetings/matters/<int:pk>/close/", meetings.close_matter, name="close_matter"),
    path("notices/<int:pk>/", reminders.notice, name="notice"),
    path("people/agencies/<int:pk>/end/", succession.end_agency, name="end_agency"),
    path("people/no-active-lead/", handover.no_active_lead, name="no_active_lead"),
    path("people/posts/<int:pk>/actions/", handover.hand_over_actions, name="hand_over_actions"),
    path("plans/", plan.plans, name="plans"),
    path("plans/<slug:plan>/", plan.plan, name="plan"),
    path("plans/<slug:plan>/about/", plan.about_plan, name="about_plan"),
    path("plans/<slug:plan>/about/change/", plan_settings.change_plan, name="change_plan"),
    path("plans/<slug:plan>/actions/add/", planning.add_action, name="add_action"),
    path("plans/<slug:plan>/actions/<str:reference>/", action_page.action, name="action"),
    path("plans/<slug:plan>/actions/<str:reference>/close/", halting.close_action, name="close_action"),
    path(
        "plans/<slug:plan>/actions/<str:reference>/date-change/", action_page.date_change, name="date_change"
    ),
    path("plans/<slug:plan>/actions/<str:reference>/edit/", planning.edit_action, name="edit_action"),
    path(
        "plans/<slug:plan>/actions/<str:reference>/enter/<str:quarter>/", entering.enter_for, name="enter_for"
    ),
    path("plans/<slug:plan>/actions/<str:reference>/hold/", halting.put_on_hold, name="put_on_hold"),
    path("plans/<slug:plan>/actions/<str:reference>/links/add/", links.link_action, name="link_action"),
    path(
        "plans/<slug:plan>/actions/<str:reference>/links/<int:pk>/remove/",
        links.unlink_action,
        name="unlink_action",
    ),
    path(
        "plans/<slug:plan>/actions/<str:reference>/late/<str:quarter>/",
        late_updates.late_update,
        name="late_update",
    ),
    path("plans/<slug:plan>/actions/<str:reference>/question/", questions.ask_question, name="ask_question"),
    path(
        "plans/<slug:plan>/actions/<str:reference>/questions/<int:pk>/withdraw/",
        questions.withdraw_question,
        name="withdraw_question",
    ),
    path("plans/<slug:plan>/actions/<str:reference>/review/<str:quarter>/", review.review, name="review"),
    path(
        "plans/<slug:plan>/actions/<str:reference>/trigger/", planning.record_trigger, name="record_trigger"
    ),
    path("plans/<slug:plan>/actions/<str:reference>/updates/<str:quarter>/", updates.update, name="update"),
    path(
        "plans/<slug:plan>/date-changes/<int:pk>/", date_changes.decide_date_change, name="decide_date_change"
    ),
    path("plans/<slug:plan>/export/<str:kind>/", plan.plan_export, name="plan_export"),
    path(
        "plans/<slug:plan>/late-updates/<int:pk>/",
        late_updates.settle_late_update,
        name="settle_late_update",
    ),
    path("plans/<slug:plan>/objectives/<str:number>/edit/", planning.edit_objective, name="edit_objective"),
    path("plans/<slug:plan>/rounds/", rounds.current_round, name="current_round"),
    path("plans/<slug:plan>/rounds/open/", rounds.open_round, name="open_round"),
    path("plans/<slug:plan>/rounds/<str:quarter>/", rounds.round_page, name="round"),
    path(
        "plans/<slug:plan>/rounds/<str:quarter>/contact/<slug:agency>/",
        contact_notes.note_contact,
        name="note_contact",
    ),
    path("plans/<slug:plan>/rounds/<str:quarter>/remind/", reminders.remind_now, name="remind_now"),
    path("plans/<slug:plan>/rounds/<str:quarter>/returns/", returns.returns, name="returns"),
    path(
        "plans/<slug:plan>/rounds/<str:quarter>/returns/<int:pk>/",
        returns.return_upload,
        name="return_upload",
    ),
    path(
        "plans/<slug:plan>/rounds/<str:quarter>/returns/<slug:agency>.xlsx",
        returns.return_workbook,
        name="return_workbook",
    ),
    path("search/", plan.search, name="search"),
    path("updates/", my_updates.my_updates, name="my_updates"),
    path("updates/submit/", my_updates.submit_ready, name="submit_ready"),
]
