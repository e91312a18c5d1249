using LienThong.Workflows.Persistence;

namespace LienThong.Activities.Persistence;

public static class SessionIds
{
    /// <summary>A new id that sorts by the session's clock, so that rows of one time lie together.</summary>
    public static Guid NewId(this WriteSession session) => Guid.CreateVersion7(session.Clock.GetUtcNow());
}
