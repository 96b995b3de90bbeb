"""Addresses of people and agencies."""

from django.urls import path

from governance.views import (
    accounts,
    agencies,
    appointments,
    hand_over,
    invitations,
    people,
    posts,
    roles,
)

app_name = "governance"
urlpatterns = [
    path("", people.people, name="people"),
    path("add/", invitations.add_person, name="add_person"),
    path("invitation/<str:key>/", invitations.invitation, name="invitation"),
    path("my-posts/", hand_over.my_posts, name="my_posts"),
    path("my-posts/<int:pk>/hand-over/", hand_over.hand_over_own, name="hand_over_own"),
    path("<int:pk>/", people.person, name="person"),
    path("<int:pk>/change/", people.change_person, name="change_person"),
    path("<int:pk>/invite/", invitations.invite_again, name="invite_again"),
    path("<int:pk>/disable/", accounts.disable_person, name="disable_person"),
    path("<int:pk>/enable/", accounts.enable_person, name="enable_person"),
    path("<int:pk>/roles/add/", roles.give_role, name="give_role"),
    path("<int:pk>/roles/<int:role>/end/", roles.end_role, name="end_role"),
    path("<int:pk>/posts/add/", appointments.appoint_person, name="appoint_person"),
    path("<int:pk>/posts/<int:appointment>/end/", appointments.end_appointment, name="end_appointment"),
    path("<int:pk>/hand-over/", hand_over.hand_over_posts, name="hand_over_posts"),
    path("agencies/", agencies.agencies, name="agencies"),
    path("agencies/add/", agencies.add_agency, name="add_agency"),
    path("agencies/<int:pk>/", agencies.agency, name="agency"),
    path("agencies/<int:pk>/change/", agencies.change_agency, name="change_agency"),
    path("agencies/<int:pk>/posts/add/", posts.add_post, name="add_post"),
    path("posts/<int:pk>/", posts.post, name="post"),
    path("posts/<int:pk>/rename/", posts.rename_post, name="rename_post"),
    path("posts/<int:pk>/end/", posts.end_post, name="end_post"),
    path("posts/<int:pk>/appoint/", appointments.appoint_to_post, name="appoint_to_post"),
]
