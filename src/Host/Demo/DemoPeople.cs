using LienThong.Activities.Agencies;

namespace LienThong.Host.Demo;

/// <summary>People of the demonstration by their position: «QLKH/chuyen-vien/2», «giam-doc», «VPUBND:HCTC/van-thu».</summary>
internal static class DemoPeople
{
    /// <param name="text">As above.</param>
    /// <param name="agency">Symbol of the agency that is meant where the text names none.</param>
    public static Guid Of(string text, string agency)
    {
        if (text.Split(':') is [var other, var rest])
            (agency, text) = (other, rest);
        var parts = text.Split('/');
        var number = int.TryParse(parts[^1], out var given) ? given : 1;
        var post = given > 0 ? parts[..^1] : parts;
        return DemoOrganisation.PersonId(agency, post.Length > 1 ? post[0] : null, post[^1], number);
    }
}
