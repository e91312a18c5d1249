using System.Globalization;
using System.Runtime.CompilerServices;
using LienThong.Activities.Audit;
using LienThong.Workflows.Checks;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Checks;

/// <summary>The audit trail is whole (promise P8).</summary>
internal sealed class AuditChain : IInvariant
{
    public async IAsyncEnumerable<InvariantFinding> CheckAsync(DbContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var verdict = await AuditVerifier.VerifyAsync(context, null, cancellationToken);
        if (verdict.Break is { } broken)
            yield return new("audit.broken", broken.Detail, [broken.Seq.ToString(CultureInfo.InvariantCulture)]);
    }
}
